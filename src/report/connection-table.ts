/**
 * `explain --all`: every connection of the document on one line, troubled or healthy.
 */
import { isHarmless } from '../diagnose/causes.ts';
import type { ConnectionReport } from '../engine/document.ts';
import { clean } from './clean.ts';
import { addressAndPort, endpointName } from './endpoint-text.ts';
import { duration } from './quantities.ts';
import type { Style } from './style.ts';
import { type Alignment, pagedColumns } from './table.ts';

const alignments: Alignment[] = ['right', 'left', 'left', 'left', 'right', 'left', 'left'];

export function* connectionTable(connections: readonly ConnectionReport[], style: Style): Generator<string> {
  if (connections.length === 0) return;
  const head = ['stream', 'client', 'server', 'protocol', 'lasted', 'ending', 'cause'];
  for (const { line, row } of pagedColumns(head, connections, cells, alignments)) {
    const harmful = row !== undefined && !isHarmless(row.cause);
    yield row === undefined ? style.dim(line) : harmful ? style.red(line) : line;
  }
}

function cells(connection: ConnectionReport): string[] {
  return [
    String(connection.stream),
    addressAndPort(connection.client),
    endpointName(connection.server),
    clean(connection.protocol, 20),
    duration(connection.durationS),
    connection.endedBy === 'none' ? connection.ending : `${connection.ending} by ${connection.endedBy}`,
    connection.cause ?? 'healthy',
  ];
}
