/** Membrane API Gateway, API gateway. */
import type { Product } from '../timeout-fact.ts';

export const membrane: Product = {
  id: 'membrane',
  title: 'Membrane API Gateway',
  category: 'api-gateway',
  vendor: 'predic8',
  facts: [
    {
      id: 'membrane.client.keepAliveTimeout',
      role: 'client',
      setting: 'httpClientConfig connection keepAliveTimeout',
      kind: 'idle-keepalive',
      defaultS: 30,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: '<connection keepAliveTimeout="4000" timeout="10000" soTimeout="0"/>',
        file: 'proxies.xml',
      },
      source: 'https://www.membrane-api.io/docs/7.1/connection.html',
      notes: 'A Keep-Alive response header overrides it.',
    },
    {
      id: 'membrane.client.connect',
      role: 'client',
      setting: 'httpClientConfig connection timeout',
      kind: 'connect',
      defaultS: 10,
      onExpiry: '504',
      basis: 'inferred',
      howToSet: { syntax: '<connection timeout="10000"/>', file: 'proxies.xml' },
      source: 'https://www.membrane-api.io/docs/7.1/connection.html',
    },
  ],
};
