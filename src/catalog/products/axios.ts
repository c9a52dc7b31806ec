/** axios, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const axios: Product = {
  id: 'axios',
  title: 'axios',
  category: 'http-client',
  vendor: 'axios',
  facts: [
    {
      id: 'axios.client.timeout',
      role: 'client',
      setting: 'timeout',
      kind: 'response-read',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax:
          'axios.create({ timeout: 10_000, httpAgent: new http.Agent({ keepAlive: true, timeout: 4_000 }) })',
        file: 'client code',
      },
      source: 'https://github.com/axios/axios/blob/v1.x/lib/defaults/index.js',
      notes:
        "0 = no timeout (axios 1.21.1). Pooling comes from httpAgent/httpsAgent, otherwise from Node's global agent.",
    },
  ],
};
