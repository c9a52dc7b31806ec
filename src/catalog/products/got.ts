/** got, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const got: Product = {
  id: 'got',
  title: 'got',
  category: 'http-client',
  vendor: 'sindresorhus',
  facts: [
    {
      id: 'got.client.timeout',
      role: 'client',
      setting: 'timeout.*',
      kind: 'response-read',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'got(url, { timeout: { request: 30_000 } })', file: 'client code' },
      source: 'https://github.com/sindresorhus/got/blob/main/documentation/6-timeout.md',
      notes: "No timeout by default (got 14.6.6). Pooling is the Node agent's.",
    },
  ],
};
