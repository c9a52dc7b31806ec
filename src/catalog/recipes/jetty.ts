/** Recipes for Jetty as a server: start.d/http.ini, or in code. */
import type { ProductRecipes } from '../recipe.ts';
import { milliseconds } from '../recipe-values.ts';

export const jettyRecipes: ProductRecipes = {
  product: 'jetty',
  title: 'Jetty',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      setting: 'jetty.http.idleTimeout',
      language: 'ini',
      snippet: (valueS) => `jetty.http.idleTimeout=${milliseconds(valueS)}`,
      tested: false,
      notes:
        'Milliseconds, in start.d/http.ini (jetty.ssl.idleTimeout in ssl.ini). The same timer covers reads and writes.',
    },
    {
      purpose: 'idle-timeout-server',
      setting: 'ServerConnector.setIdleTimeout',
      language: 'java',
      snippet: (valueS) => `ServerConnector connector = new ServerConnector(server);
connector.setIdleTimeout(${milliseconds(valueS)});
server.addConnector(connector);`,
      tested: true,
      notes: 'Embedded.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'HttpConfiguration.setPersistentConnectionsEnabled',
      language: 'java',
      snippet: () => `HttpConfiguration configuration = new HttpConfiguration();
configuration.setPersistentConnectionsEnabled(false);
ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(configuration));`,
      tested: true,
    },
    {
      purpose: 'print-current',
      setting: 'start.jar --list-config',
      language: 'sh',
      snippet: () => 'java -jar "$JETTY_HOME/start.jar" --list-config | grep -i timeout',
      tested: false,
      notes: 'Run it in $JETTY_BASE.',
    },
  ],
};
