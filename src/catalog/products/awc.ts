/** awc (actix client), HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const awc: Product = {
  id: 'awc',
  title: 'awc (actix client)',
  category: 'http-client',
  vendor: 'actix',
  facts: [
    {
      id: 'awc.client.conn_keep_alive',
      role: 'client',
      setting: 'Connector::conn_keep_alive',
      kind: 'idle-keepalive',
      defaultS: 15,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'Connector::new().conn_keep_alive(Duration::from_secs(4))', file: 'client code' },
      source: 'https://docs.rs/crate/actix-http/2.2.2/source/src/client/config.rs',
    },
    {
      id: 'awc.client.conn_lifetime',
      role: 'client',
      setting: 'Connector::conn_lifetime',
      kind: 'connection-age',
      defaultS: 75,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'Connector::new().conn_lifetime(Duration::from_secs(75))', file: 'client code' },
      source: 'https://docs.rs/crate/actix-http/2.2.2/source/src/client/config.rs',
    },
    {
      id: 'awc.client.timeout',
      role: 'client',
      setting: 'Connector::timeout',
      kind: 'connect',
      defaultS: 1,
      howToSet: { syntax: 'Connector::new().timeout(Duration::from_secs(5))', file: 'client code' },
      source: 'https://docs.rs/crate/actix-http/2.2.2/source/src/client/config.rs',
      notes: '1 s in 2.2.2, 5 s in later releases.',
    },
  ],
};
