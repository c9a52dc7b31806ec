/** Spring RestTemplate / RestClient, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const springResttemplate: Product = {
  id: 'spring-resttemplate',
  title: 'Spring RestTemplate / RestClient',
  category: 'http-client',
  vendor: 'Spring',
  facts: [
    {
      id: 'resttemplate.client.factory',
      role: 'client',
      setting: 'ClientHttpRequestFactory',
      kind: 'idle-keepalive',
      defaultS: 5,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'new RestTemplate(new HttpComponentsClientHttpRequestFactory(httpClient))',
        file: 'client code',
      },
      source: 'https://docs.spring.io/spring-framework/reference/integration/rest-clients.html',
      notes:
        'No pool of its own: SimpleClientHttpRequestFactory uses HttpURLConnection (5 s unless hinted); with HttpComponents it is 3 min (HC5) or unlimited (HC4); with JDK HttpClient 30 s; with Jetty 30 s; with reactor-netty unlimited.',
      unverified: true,
    },
  ],
};
