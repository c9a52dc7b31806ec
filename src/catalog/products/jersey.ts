/** Jersey client, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const jersey: Product = {
  id: 'jersey',
  title: 'Jersey client',
  category: 'http-client',
  vendor: 'Eclipse',
  facts: [
    {
      id: 'jersey.client.connector',
      role: 'client',
      setting: 'ClientProperties.CONNECT_TIMEOUT / READ_TIMEOUT',
      kind: 'response-read',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'client.property(ClientProperties.READ_TIMEOUT, 30000)', file: 'client code' },
      source: 'https://eclipse-ee4j.github.io/jersey.github.io/documentation/latest/client.html',
      notes: '0 = infinite; default connector is HttpURLConnection (5 s idle).',
      unverified: true,
    },
  ],
};
