/** actix-web, application server. */
import type { Product } from '../timeout-fact.ts';

export const actixWeb: Product = {
  id: 'actix-web',
  title: 'actix-web',
  category: 'app-server',
  vendor: 'actix',
  facts: [
    {
      id: 'actix.server.keep_alive',
      role: 'server',
      setting: 'HttpServer::keep_alive',
      kind: 'idle-keepalive',
      defaultS: 5,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'HttpServer::new(app).keep_alive(Duration::from_secs(75))', file: 'server code' },
      source: 'https://docs.rs/actix-web/latest/actix_web/struct.HttpServer.html',
    },
    {
      id: 'actix.server.client_request_timeout',
      role: 'server',
      setting: 'HttpServer::client_request_timeout',
      kind: 'request-header',
      defaultS: 5,
      onExpiry: '408',
      basis: 'documented',
      howToSet: {
        syntax: 'HttpServer::new(app).client_request_timeout(Duration::from_secs(5))',
        file: 'server code',
      },
      source: 'https://docs.rs/actix-http/0.1.0-alpha.3/actix_http/struct.HttpServiceBuilder.html',
      notes: 'Formerly client_timeout. A bare ServiceConfig::default has 0 (off).',
    },
    {
      id: 'actix.server.client_disconnect_timeout',
      role: 'server',
      setting: 'HttpServer::client_disconnect_timeout',
      kind: 'half-close',
      defaultS: 1,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'HttpServer::new(app).client_disconnect_timeout(Duration::from_secs(1))',
        file: 'server code',
      },
      source: 'https://docs.rs/actix-web/latest/actix_web/struct.HttpServer.html',
      notes: '1 s in HttpServer 4.x, 0 in a bare ServiceConfig.',
      unverified: true,
    },
  ],
};
