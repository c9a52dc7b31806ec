/** Connections are closed after each response: nothing races, and every request pays for a new connection. */
import type { Rule } from '../rule.ts';

export const noKeepAlive: Rule = {
  id: 'no-keepalive',
  title: 'connections are not kept: no race, but a new connection for each request',
  check({ client, server }) {
    if (client === undefined || server.product === 'unknown') return undefined;
    const off = [client.asClient.keepAlive, server.asServer.keepAlive].find(
      (setting) => setting?.value === false,
    );
    if (off === undefined) return undefined;
    const who = off === client.asClient.keepAlive ? client : server;
    return {
      severity: 'info',
      hops: [client, server],
      message: `${who.name} closes the connection between ${client.name} and ${server.name} after each response (${off.name ?? 'keep-alive off'}): idle timeouts cannot race there, but each request needs a new connection.`,
      arithmetic: 'one request per connection',
      advice: `Nothing has to be done. To keep connections, let ${client.name} give them up before ${server.name} does.`,
      settings: [off],
      remedies: [],
    };
  },
};
