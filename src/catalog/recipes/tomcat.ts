/** Recipes for Tomcat: attributes of a Connector in server.xml. */
import type { ProductRecipes } from '../recipe.ts';
import { count, milliseconds } from '../recipe-values.ts';

export const tomcatRecipes: ProductRecipes = {
  product: 'tomcat',
  title: 'Tomcat',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      setting: 'keepAliveTimeout',
      language: 'xml',
      snippet: (valueS) => connector(`keepAliveTimeout="${milliseconds(valueS)}"`),
      tested: true,
      notes:
        'Milliseconds. Unset, connectionTimeout applies: 60 s, or the 20 s of the server.xml that is shipped.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'maxKeepAliveRequests',
      language: 'xml',
      snippet: () => connector('maxKeepAliveRequests="1"'),
      tested: true,
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'socket.soKeepAlive',
      language: 'xml',
      snippet: () => connector('socket.soKeepAlive="true"'),
      tested: true,
      notes: 'The times are those of the operating system (net.ipv4.tcp_keepalive_time).',
    },
    {
      purpose: 'request-limit',
      setting: 'maxKeepAliveRequests',
      language: 'xml',
      snippet: (value) => connector(`maxKeepAliveRequests="${count(value)}"`),
      tested: true,
    },
    {
      purpose: 'print-current',
      setting: 'server.xml',
      language: 'sh',
      snippet: () => 'grep -n -A8 "<Connector" "$CATALINA_BASE/conf/server.xml"',
      tested: true,
    },
  ],
};

function connector(attribute: string): string {
  return `<Connector port="8080" protocol="HTTP/1.1" ${attribute} />`;
}
