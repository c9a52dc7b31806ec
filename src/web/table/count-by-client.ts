import type { ConnectionColumns, Endpoint } from '../../engine/index.ts';

/** How many connections each client has to one server. */
export function countByClient({ count, columns }: ConnectionColumns, server: Endpoint): Map<string, number> {
  const { client, server: servers, serverPort } = columns;
  const found = new Map<string, number>();
  if (client?.kind !== 'text' || servers?.kind !== 'text' || serverPort?.kind !== 'number') return found;
  const code = servers.texts.indexOf(server.address);
  const counts = new Uint32Array(client.texts.length);
  for (let row = 0; row < count; row++) {
    if (servers.codes[row] !== code || serverPort.values[row] !== server.port) continue;
    const at = client.codes[row] as number;
    counts[at] = (counts[at] as number) + 1;
  }
  for (const [at, n] of counts.entries()) if (n > 0) found.set(client.texts[at] as string, n);
  return found;
}
