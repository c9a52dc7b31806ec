/** Writes a finished connection's facts into its row. */
import type { Connection } from './connection.ts';
import { endedByOf, enders, endingOf, endings } from './ending.ts';
import { RowAt, type RowStore } from './row-store.ts';

export function writeRow(rows: RowStore, connection: Connection): void {
  const row = connection.stream;
  const [a, b] = connection.sides;
  const { exchange } = connection;
  rows.setU8(row, RowAt.clientIndex, connection.clientIndex);
  rows.setU8(row, RowAt.roles, connection.roles === 'seen' ? 1 : 0);
  rows.setU8(row, RowAt.completeness, connection.completeness);
  rows.setF64(row, RowAt.startNs, connection.startNs);
  rows.setF64(row, RowAt.lastNs, connection.lastNs);
  rows.setF64(row, RowAt.bytesA, a.payloadBytes);
  rows.setF64(row, RowAt.bytesB, b.payloadBytes);
  rows.setF64(row, RowAt.maxIdleNs, exchange.maxIdleSurvivedNs);
  rows.setF64(row, RowAt.idleBeforeEndNs, idleBeforeEnd(connection));
  rows.setF64(row, RowAt.endNs, connection.end.timeNs);
  rows.setU32(row, RowAt.framesA, a.frames);
  rows.setU32(row, RowAt.framesB, b.frames);
  rows.setU32(row, RowAt.retransmissions, a.retransmissions + b.retransmissions);
  rows.setU32(row, RowAt.outOfOrder, a.outOfOrder + b.outOfOrder);
  rows.setU32(row, RowAt.duplicateAcks, a.duplicateAcks + b.duplicateAcks);
  rows.setU32(row, RowAt.zeroWindows, a.zeroWindows + b.zeroWindows);
  rows.setU32(row, RowAt.keepAlives, a.keepAlives + b.keepAlives);
  rows.setU32(row, RowAt.turns, turnsOf(connection));
  rows.setU32(row, RowAt.endFrame, connection.end.frame);
  rows.setU32(row, RowAt.firstFrame, connection.firstFrame);
  rows.setU8(row, RowAt.finFrom, (a.fin.seen ? 1 : 0) | (b.fin.seen ? 2 : 0));
  rows.setU8(row, RowAt.ending, endings.indexOf(endingOf(connection)));
  rows.setU8(row, RowAt.endedBy, enders.indexOf(endedByOf(connection)));
  rows.setU8(row, RowAt.protocol, connection.protocolCode);
  rows.setU8(row, RowAt.synSeen, connection.syn.seen ? 1 : 0);
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
  return rows.getU32(row, RowAt.endFrame) !== 0 && rows.getF64(row, RowAt.idleBeforeEndNs) >= IDLE_CLOSE_NS;
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
