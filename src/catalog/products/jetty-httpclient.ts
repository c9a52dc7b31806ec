/** Jetty HttpClient, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const jettyHttpclient: Product = {
  id: 'jetty-httpclient',
  title: 'Jetty HttpClient',
  category: 'http-client',
  vendor: 'Eclipse',
  facts: [
    {
      id: 'jetty.client.idleTimeout',
      role: 'client',
      setting: 'ClientConnector.setIdleTimeout / HttpClient.setIdleTimeout',
      kind: 'idle-keepalive',
      defaultS: 30,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'httpClient.setIdleTimeout(4000)', file: 'client code' },
      source:
        'https://github.com/jetty/jetty.project/blob/acf33259281/jetty-core/jetty-io/src/main/java/org/eclipse/jetty/io/ClientConnector.java',
    },
    {
      id: 'jetty.client.connectTimeout',
      role: 'client',
      setting: 'ClientConnector.setConnectTimeout',
      kind: 'connect',
      defaultS: 5,
      howToSet: { syntax: 'httpClient.setConnectTimeout(5000)', file: 'client code' },
      source:
        'https://github.com/jetty/jetty.project/blob/acf33259281/jetty-core/jetty-io/src/main/java/org/eclipse/jetty/io/ClientConnector.java',
    },
  ],
};
