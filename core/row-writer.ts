/** Writes a finished connection's facts into its row (src/flow/row-store.ts has the fields). */
import {
  Connection,
  Exchange,
  ROW_AT_BYTES_A,
  ROW_AT_BYTES_B,
  ROW_AT_CLIENT_INDEX,
  ROW_AT_COMPLETENESS,
  ROW_AT_DUPLICATE_ACKS,
  ROW_AT_END_FRAME,
  ROW_AT_END_NS,
  ROW_AT_ENDED_BY,
  ROW_AT_ENDING,
  ROW_AT_FIN_FROM,
  ROW_AT_FIRST_FRAME,
  ROW_AT_FRAMES_A,
  ROW_AT_FRAMES_B,
  ROW_AT_IDLE_BEFORE_END_NS,
  ROW_AT_KEEP_ALIVES,
  ROW_AT_LAST_NS,
  ROW_AT_MAX_IDLE_NS,
  ROW_AT_OUT_OF_ORDER,
  ROW_AT_PROTOCOL,
  ROW_AT_RETRANSMISSIONS,
  ROW_AT_ROLES,
  ROW_AT_SERVER,
  ROW_AT_START_NS,
  ROW_AT_SYN_SEEN,
  ROW_AT_TURNS,
  ROW_AT_ZERO_WINDOWS,
  Side,
} from './records';

export function writeRow(
  row: usize,
  connection: Connection,
  exchange: Exchange,
  a: Side,
  b: Side,
  idleBeforeEndNs: f64,
  server: i32,
): void {
  store<u8>(row, connection.clientIndex, ROW_AT_CLIENT_INDEX);
  store<u8>(row, connection.rolesSeen, ROW_AT_ROLES);
  store<u8>(row, connection.completeness, ROW_AT_COMPLETENESS);
  store<f64>(row, connection.startNs, ROW_AT_START_NS);
  store<f64>(row, connection.lastNs, ROW_AT_LAST_NS);
  store<f64>(row, a.payloadBytes, ROW_AT_BYTES_A);
  store<f64>(row, b.payloadBytes, ROW_AT_BYTES_B);
  store<f64>(row, exchange.maxIdleSurvivedNs, ROW_AT_MAX_IDLE_NS);
  store<f64>(row, idleBeforeEndNs, ROW_AT_IDLE_BEFORE_END_NS);
  store<f64>(row, connection.endNs, ROW_AT_END_NS);
  store<i32>(row, a.frames, ROW_AT_FRAMES_A);
  store<i32>(row, b.frames, ROW_AT_FRAMES_B);
  store<i32>(row, a.retransmissions + b.retransmissions, ROW_AT_RETRANSMISSIONS);
  store<i32>(row, a.outOfOrder + b.outOfOrder, ROW_AT_OUT_OF_ORDER);
  store<i32>(row, a.duplicateAcks + b.duplicateAcks, ROW_AT_DUPLICATE_ACKS);
  store<i32>(row, a.zeroWindows + b.zeroWindows, ROW_AT_ZERO_WINDOWS);
  store<i32>(row, a.keepAlives + b.keepAlives, ROW_AT_KEEP_ALIVES);
  store<i32>(row, connection.turnsHad, ROW_AT_TURNS);
  store<i32>(row, connection.end, ROW_AT_END_FRAME);
  store<i32>(row, connection.firstFrame, ROW_AT_FIRST_FRAME);
  store<u8>(row, (a.fin !== 0 ? 1 : 0) | (b.fin !== 0 ? 2 : 0), ROW_AT_FIN_FROM);
  store<u8>(row, connection.endingCode, ROW_AT_ENDING);
  store<u8>(row, connection.endedByCode, ROW_AT_ENDED_BY);
  store<u8>(row, connection.protocolCode, ROW_AT_PROTOCOL);
  store<u8>(row, connection.syn !== 0 ? 1 : 0, ROW_AT_SYN_SEEN);
  store<i32>(row, server, ROW_AT_SERVER);
}
