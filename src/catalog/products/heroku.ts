/** Heroku router, load balancer. */
import type { Product } from '../timeout-fact.ts';

export const heroku: Product = {
  id: 'heroku',
  title: 'Heroku router',
  category: 'load-balancer',
  vendor: 'Salesforce',
  facts: [
    {
      id: 'heroku.client.first_byte',
      role: 'client',
      setting: '(fixed) initial response',
      kind: 'response-read',
      defaultS: 30,
      source: 'https://devcenter.heroku.com/articles/request-timeout',
      notes: 'Not configurable: 503 H12 without a first byte in time; the application keeps running.',
    },
    {
      id: 'heroku.stream_idle',
      role: 'middlebox',
      setting: '(fixed) rolling window',
      kind: 'stream-idle',
      defaultS: 55,
      onExpiry: 'fin',
      basis: 'inferred',
      source: 'https://devcenter.heroku.com/articles/http-routing#timeouts',
      notes: 'Not configurable: H15 or H28 after 55 s without data from either side.',
      secondarySource: true,
    },
    {
      id: 'heroku.client.keepalive',
      role: 'client',
      setting: '(fixed) dyno keep-alive (Router 2.0)',
      kind: 'idle-keepalive',
      defaultS: 90,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'heroku labs:enable http-disable-keepalive-to-dyno -a app' },
      source: 'https://devcenter.heroku.com/articles/http-routing#keepalives',
      notes:
        "Heroku's own starters set the keep-alive of Node.js, gunicorn and Puma to 95 s. The legacy router did not keep dyno connections alive.",
      secondarySource: true,
    },
  ],
};
