/** Spring WebClient, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const springWebclient: Product = {
  id: 'spring-webclient',
  title: 'Spring WebClient',
  category: 'http-client',
  vendor: 'Spring',
  facts: [
    {
      id: 'webclient.client.factory',
      role: 'client',
      setting: 'ReactorClientHttpConnector pool maxIdleTime',
      kind: 'idle-keepalive',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax:
          'WebClient.builder().clientConnector(new ReactorClientHttpConnector(HttpClient.create(provider)))',
        file: 'client code',
      },
      source:
        'https://projectreactor.io/docs/netty/release/reference/http-client.html#connection-pool-timeout',
      notes: 'Default connector is reactor-netty: no maxIdleTime.',
    },
  ],
};
