/** Writes a finished connection's facts into its row. */
import type { Connection, Protocol } from './connection.ts';
import { endedByOf, enders, endingOf, endings } from './ending.ts';
import type { RowStore } from './row-store.ts';

/** Order is the code that rows store. */
export const protocols: readonly Protocol[] = [
  'tcp',
  'http/1.1',
  'http/1.0',
  'h2c',
  'tls',
  'tls1.0',
  'tls1.1',
  'tls1.2',
  'tls1.3',
];

export function writeRow(rows: RowStore, connection: Connection): void {
  const row = connection.stream;
  const [a, b] = connection.sides;
  const { exchange } = connection;
  rows.setU8(row, 'clientIndex', connection.clientIndex);
  rows.setU8(row, 'roles', connection.roles === 'seen' ? 1 : 0);
  rows.setU8(row, 'completeness', connection.completeness);
  rows.setF64(row, 'startNs', connection.startNs);
  rows.setF64(row, 'lastNs', connection.lastNs);
  rows.setF64(row, 'bytesA', a.payloadBytes);
  rows.setF64(row, 'bytesB', b.payloadBytes);
  rows.setF64(row, 'maxIdleNs', exchange.maxIdleSurvivedNs);
  rows.setF64(row, 'idleBeforeEndNs', idleBeforeEnd(connection));
  rows.setF64(row, 'endNs', connection.end.timeNs);
  rows.setU32(row, 'framesA', a.frames);
  rows.setU32(row, 'framesB', b.frames);
  rows.setU32(row, 'retransmissions', a.retransmissions + b.retransmissions);
  rows.setU32(row, 'outOfOrder', a.outOfOrder + b.outOfOrder);
  rows.setU32(row, 'duplicateAcks', a.duplicateAcks + b.duplicateAcks);
  rows.setU32(row, 'zeroWindows', a.zeroWindows + b.zeroWindows);
  rows.setU32(row, 'keepAlives', a.keepAlives + b.keepAlives);
  rows.setU32(row, 'turns', turnsOf(connection));
  rows.setU32(row, 'endFrame', connection.end.frame);
  rows.setU32(row, 'firstFrame', connection.firstFrame);
  rows.setU8(row, 'finFrom', (a.fin.seen ? 1 : 0) | (b.fin.seen ? 2 : 0));
  rows.setU8(row, 'ending', endings.indexOf(endingOf(connection)));
  rows.setU8(row, 'endedBy', enders.indexOf(endedByOf(connection)));
  rows.setU8(row, 'protocol', protocols.indexOf(connection.protocol));
  rows.setU8(row, 'synSeen', connection.syn.seen ? 1 : 0);
}

/** Turns that got their response, the last one counted where nothing says it is incomplete. */
export function turnsOf(connection: Connection): number {
  const { exchange } = connection;
  return exchange.state === 2 && !(exchange.maybeTickets && exchange.ticketCount >= 2)
    ? exchange.turns + 1
    : exchange.turns;
}

/** Shorter silences before a close are the end of an exchange, not idleness. */
const IDLE_CLOSE_NS = 0.9e9;

/** Was the row's connection closed while idle? Said of connections that are not kept. */
export function isIdleClose(rows: RowStore, row: number): boolean {
  return rows.getU32(row, 'endFrame') !== 0 && rows.getF64(row, 'idleBeforeEndNs') >= IDLE_CLOSE_NS;
}

/** Silence before the first FIN or RST, where no turn was in progress; -1 elsewhere. */
export function idleBeforeEnd(connection: Connection): number {
  const { exchange } = connection;
  if (!connection.end.seen || exchange.state === 1) return -1;
  const last = Math.max(exchange.responseLast.timeNs, exchange.requestLast.timeNs);
  // Of a connection found in mid-stream the request may lie before the capture; its response was seen.
  const answered = exchange.answered > 0 || (!connection.rolesSeen && exchange.responseLast.seen);
  return answered ? Math.max(0, connection.end.timeNs - last) : -1;
}
