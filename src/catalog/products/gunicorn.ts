/** gunicorn, application server. */
import type { Product } from '../timeout-fact.ts';

export const gunicorn: Product = {
  id: 'gunicorn',
  title: 'gunicorn',
  category: 'app-server',
  vendor: 'benoitc',
  facts: [
    {
      id: 'gunicorn.server.keepalive',
      role: 'server',
      setting: 'keepalive / --keep-alive',
      kind: 'idle-keepalive',
      defaultS: 2,
      onExpiry: 'fin',
      basis: 'measured',
      howToSet: { syntax: 'keepalive = 75', file: 'gunicorn.conf.py or CLI' },
      source: 'https://docs.gunicorn.org/en/stable/settings.html#keepalive',
      notes:
        "As of gunicorn 26.2.0. Ignored by the sync worker, which closes after each response. Behind a load balancer, raise it above the load balancer's idle timeout. Measured with gunicorn 20.1.0 (gthread).",
      onWireS: 3,
    },
    {
      id: 'gunicorn.server.timeout',
      role: 'server',
      setting: 'timeout / --timeout',
      kind: 'response-read',
      defaultS: 30,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: { syntax: 'timeout = 120', file: 'gunicorn.conf.py or CLI' },
      source: 'https://docs.gunicorn.org/en/stable/settings.html#timeout',
      notes:
        'A worker silent for longer is killed (SIGABRT, SIGKILL): the peers of a sync worker see FIN without a response, or RST. As of gunicorn 26.2.0.',
    },
    {
      id: 'gunicorn.server.graceful_timeout',
      role: 'server',
      setting: 'graceful_timeout',
      kind: 'connection-age',
      defaultS: 30,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'graceful_timeout = 30', file: 'gunicorn.conf.py or CLI' },
      source: 'https://docs.gunicorn.org/en/stable/settings.html#graceful-timeout',
      notes: 'Restart/stop only.',
    },
    {
      id: 'gunicorn.server.max_requests',
      role: 'server',
      setting: 'max_requests',
      kind: 'max-requests',
      defaultS: null,
      noDefault: 'not-a-duration',
      defaultValue: 0,
      unit: 'count',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `max_requests = 1000
max_requests_jitter = 100`,
        file: 'gunicorn.conf.py or CLI',
      },
      source: 'https://docs.gunicorn.org/en/stable/settings.html#max-requests',
      notes: 'Per worker, 0 = off; worker restart closes its keep-alive connections.',
    },
  ],
};
