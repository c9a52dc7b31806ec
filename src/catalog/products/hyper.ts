/** hyper, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const hyper: Product = {
  id: 'hyper',
  title: 'hyper',
  category: 'http-client',
  vendor: 'hyperium',
  facts: [
    {
      id: 'hyper_util.client.pool_idle_timeout',
      title: 'hyper-util client',
      role: 'client',
      setting: 'Builder::pool_idle_timeout',
      kind: 'idle-keepalive',
      defaultS: 90,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax:
          'Client::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).pool_idle_timeout(Duration::from_secs(4))',
        file: 'client code',
      },
      source:
        'https://github.com/hyperium/hyper-util/blob/03ecbbc736dad97b9b6e213ad1b9970f1a33c76d/src/client/legacy/client.rs',
      notes: 'Takes effect only when a pool_timer is set; without it idle sockets are not swept.',
    },
    {
      id: 'hyper.server.header_read_timeout',
      title: 'hyper server (HTTP/1)',
      role: 'server',
      setting: 'http1::Builder::header_read_timeout',
      kind: 'request-header',
      defaultS: 30,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax:
          'hyper::server::conn::http1::Builder::new().timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(30))',
        file: 'server code',
      },
      source:
        'https://docs.rs/hyper/latest/hyper/server/conn/http1/struct.Builder.html#method.header_read_timeout',
      notes:
        '1.x: only with a Timer; 0.14: none. hyper has no keep-alive idle timeout of its own, nor have axum and tower.',
      unverified: true,
    },
    {
      id: 'hyper.server.keep_alive_idle',
      title: 'hyper server (HTTP/1)',
      role: 'server',
      setting: '(none; keep_alive is a boolean)',
      kind: 'idle-keepalive',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      source: 'https://docs.rs/hyper/latest/hyper/server/conn/http1/struct.Builder.html#method.keep_alive',
      notes:
        'Not configurable: wrap the connection with a timeout, or rely on header_read_timeout, which runs while idle too.',
      unverified: true,
    },
  ],
};
