/** reqwest, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const reqwest: Product = {
  id: 'reqwest',
  title: 'reqwest',
  category: 'http-client',
  vendor: 'seanmonstar',
  facts: [
    {
      id: 'reqwest.client.pool_idle_timeout',
      role: 'client',
      setting: 'ClientBuilder::pool_idle_timeout',
      kind: 'idle-keepalive',
      defaultS: 90,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'reqwest::Client::builder().pool_idle_timeout(Duration::from_secs(4))',
        file: 'client code',
      },
      source:
        'https://github.com/seanmonstar/reqwest/blob/009304c55f8ae514e767b23fbd539f0e78f08d3e/src/async_impl/client.rs',
    },
    {
      id: 'reqwest.client.connect_timeout',
      role: 'client',
      setting: 'ClientBuilder::connect_timeout',
      kind: 'connect',
      defaultS: null,
      noDefault: 'falls-back',
      fallsBackTo: 'operating system SYN retries',
      howToSet: {
        syntax: 'reqwest::Client::builder().connect_timeout(Duration::from_secs(5))',
        file: 'client code',
      },
      source:
        'https://github.com/seanmonstar/reqwest/blob/009304c55f8ae514e767b23fbd539f0e78f08d3e/src/async_impl/client.rs',
      notes: 'None.',
    },
    {
      id: 'reqwest.client.timeout',
      role: 'client',
      setting: 'ClientBuilder::timeout / read_timeout',
      kind: 'response-read',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'reqwest::Client::builder().timeout(Duration::from_secs(30))',
        file: 'client code',
      },
      source:
        'https://github.com/seanmonstar/reqwest/blob/009304c55f8ae514e767b23fbd539f0e78f08d3e/src/async_impl/client.rs',
      notes: 'None for the async client; the blocking client has 30 s.',
    },
    {
      id: 'reqwest.client.tcp_keepalive',
      role: 'client',
      setting: 'ClientBuilder::tcp_keepalive',
      kind: 'tcp-keepalive',
      defaultS: null,
      noDefault: 'disabled',
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: {
        syntax: 'reqwest::Client::builder().tcp_keepalive(Duration::from_secs(60))',
        file: 'client code',
      },
      source:
        'https://github.com/seanmonstar/reqwest/blob/009304c55f8ae514e767b23fbd539f0e78f08d3e/src/async_impl/client.rs',
      notes: 'None in older releases; later ones set 15 s.',
    },
  ],
};
