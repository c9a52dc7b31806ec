/** `whyreset connections`: one line a connection, from its row. */

import { protocols } from '../flow/connection.ts';
import { type EndedBy, type Ending, enders, endings } from '../flow/ending.ts';
import { RowAt, type RowStore } from '../flow/row-store.ts';
import type { AnalysisFacts } from './analyzer.ts';
import type { ConnectionLine } from './document.ts';
import { endpointOf } from './endpoints.ts';
import { isoTime } from './time-text.ts';

export function* connectionLines(facts: AnalysisFacts): Generator<ConnectionLine> {
  for (let row = 0; row < facts.tracker.rows.count; row++) yield connectionLine(facts, row);
}

function connectionLine({ tracker, summary }: AnalysisFacts, row: number): ConnectionLine {
  const { rows, rstLog } = tracker;
  const client: 0 | 1 = rows.getU8(row, RowAt.clientIndex) === 1 ? 1 : 0;
  const server: 0 | 1 = client === 0 ? 1 : 0;
  const framesOf = (side: 0 | 1): number => rows.getU32(row, side === 0 ? RowAt.framesA : RowAt.framesB);
  const bytesOf = (side: 0 | 1): number => rows.getF64(row, side === 0 ? RowAt.bytesA : RowAt.bytesB);
  const fins = rows.getU8(row, RowAt.finFrom);
  const startNs = rows.getF64(row, RowAt.startNs);
  const finFrom: ('client' | 'server')[] = [];
  if (fins & (1 << client)) finFrom.push('client');
  if (fins & (1 << server)) finFrom.push('server');
  return {
    stream: row,
    client: endpointOf(rows, row, client, null),
    server: endpointOf(rows, row, server, null),
    roles: rolesOf(rows, row),
    start: isoTime(summary.epochNs, startNs),
    durationS: seconds(rows.getF64(row, RowAt.lastNs) - startNs),
    frames: { client: framesOf(client), server: framesOf(server) },
    bytes: { client: bytesOf(client), server: bytesOf(server) },
    synSeen: rows.getU8(row, RowAt.synSeen) === 1,
    finFrom,
    rstFrames: rstLog
      .list(rows.getU32(row, RowAt.lastRst))
      .map(({ frame, from }) => ({ frame, from: from === client ? 'client' : 'server' })),
    retransmissions: rows.getU32(row, RowAt.retransmissions),
    outOfOrder: rows.getU32(row, RowAt.outOfOrder),
    duplicateAcks: rows.getU32(row, RowAt.duplicateAcks),
    zeroWindows: rows.getU32(row, RowAt.zeroWindows),
    keepAlives: rows.getU32(row, RowAt.keepAlives),
    completeness: rows.getU8(row, RowAt.completeness),
    ending: endingOfRow(rows, row),
    endedBy: enderOfRow(rows, row),
    maxIdleS: Math.max(0, seconds(rows.getF64(row, RowAt.maxIdleNs))),
    turns: rows.getU32(row, RowAt.turns),
    protocol: protocolOfRow(rows, row),
  };
}

export function rolesOf(rows: RowStore, row: number): ConnectionLine['roles'] {
  return rows.getU8(row, RowAt.roles) === 1 ? 'seen' : 'judged';
}

export function endingOfRow(rows: RowStore, row: number): Ending {
  return endings[rows.getU8(row, RowAt.ending)] ?? 'open';
}

export function enderOfRow(rows: RowStore, row: number): EndedBy {
  return enders[rows.getU8(row, RowAt.endedBy)] ?? 'none';
}

export function protocolOfRow(rows: RowStore, row: number): string {
  return protocols[rows.getU8(row, RowAt.protocol)] ?? 'tcp';
}

/** Nanoseconds as seconds, to the microsecond. */
export function seconds(ns: number): number {
  return Math.round(ns / 1e3) / 1e6;
}
