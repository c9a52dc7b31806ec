/** Jetty, application server: values from jetty.project at acf3325 (12.0.x, October 2024). */
import type { Product } from '../timeout-fact.ts';

export const jetty: Product = {
  id: 'jetty',
  title: 'Jetty',
  category: 'app-server',
  vendor: 'Eclipse',
  facts: [
    {
      id: 'jetty.server.idleTimeout',
      role: 'server',
      setting: 'jetty.http.idleTimeout / ServerConnector.setIdleTimeout',
      kind: 'idle-keepalive',
      defaultS: 30,
      onExpiry: 'fin',
      basis: 'measured',
      howToSet: { syntax: 'jetty.http.idleTimeout=75000', file: 'start.d/http.ini' },
      source:
        'https://github.com/jetty/jetty.project/blob/acf33259281/jetty-core/jetty-server/src/main/java/org/eclipse/jetty/server/AbstractConnector.java',
      notes:
        "One timer for idle keep-alive, header/body reads and writes (any progress resets it). Was 200 s in Jetty 7/8. Below ALB's 60 s. Measured with Jetty 9.4.57.",
    },
    {
      id: 'jetty.server.shutdownIdleTimeout',
      role: 'server',
      setting: 'AbstractConnector.setShutdownIdleTimeout',
      kind: 'half-close',
      defaultS: 1,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'connector.setShutdownIdleTimeout(1000)', file: 'server code' },
      source:
        'https://github.com/jetty/jetty.project/blob/acf33259281/jetty-core/jetty-server/src/main/java/org/eclipse/jetty/server/AbstractConnector.java',
      notes: 'Applied while the connector is shutting down.',
    },
    {
      id: 'jetty.server.http.idleTimeout',
      role: 'server',
      setting: 'HttpConfiguration.setIdleTimeout',
      kind: 'stream-idle',
      defaultS: null,
      noDefault: 'falls-back',
      fallsBackTo: 'connector idleTimeout',
      howToSet: { syntax: 'httpConfig.setIdleTimeout(60000)', file: 'server code' },
      source:
        'https://github.com/jetty/jetty.project/blob/acf33259281/jetty-core/jetty-server/src/main/java/org/eclipse/jetty/server/HttpConfiguration.java',
      notes: "-1 = use the connector's idle timeout while a request is dispatched.",
    },
  ],
};
