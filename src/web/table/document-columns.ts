/** Columns of the connections that a document lists: all that a saved report has. */
import type { Column, ConnectionColumns, ConnectionReport, ExplainDocument } from '../../engine/index.ts';

const numbers: { [name: string]: (connection: ConnectionReport, startMs: number) => number } = {
  stream: ({ stream }) => stream,
  clientPort: ({ client }) => client.port,
  serverPort: ({ server }) => server.port,
  startS: ({ start }, startMs) => (Date.parse(start) - startMs) / 1000,
  durationS: ({ durationS }) => durationS,
  turns: ({ turns }) => turns,
};

const texts: { [name: string]: (connection: ConnectionReport) => string } = {
  client: ({ client }) => client.address,
  server: ({ server }) => server.address,
  name: ({ server }) => server.name ?? '',
  cause: ({ cause }) => cause ?? 'healthy',
  harm: ({ harm }) => harm,
  ending: ({ ending }) => ending,
  endedBy: ({ endedBy }) => endedBy,
  protocol: ({ protocol }) => protocol,
};

export function documentColumns({ connections, capture }: ExplainDocument): ConnectionColumns {
  const startMs = Date.parse(capture.start);
  const columns: { [name: string]: Column } = {};
  for (const [name, of] of Object.entries(numbers))
    columns[name] = { kind: 'number', values: Float64Array.from(connections, (one) => of(one, startMs)) };
  for (const [name, of] of Object.entries(texts)) {
    const distinct = [...new Set(connections.map(of))];
    const codes = new Map(distinct.map((text, code) => [text, code]));
    columns[name] = {
      kind: 'text',
      texts: distinct,
      codes: Uint32Array.from(connections, (one) => codes.get(of(one)) ?? 0),
    };
  }
  return { count: connections.length, columns };
}
