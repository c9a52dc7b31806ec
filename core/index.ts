/** What JavaScript calls (flow/core.ts). */
import { analyse as analyseSegment } from './analysis';
import { setKeeping } from './put-away';
import { Connection, EXCHANGE_BYTES_AT, Exchange, FIRST_BYTES_AT, SECOND_BYTES_AT, Side } from './records';
import { begin as beginRows, find as findRow } from './rows';
import { segment } from './segment';
import { makeServerRoom, noteSurvivedIdle as addSurvivedIdle } from './servers';
import { recordAt } from './slots';
import { seedTimes } from './times';

export { countBothWays, countOneWay } from './directions';
export { acknowledge, clientBytes, lateRequestBytes, opaqueClientBytes, opaqueServerBytes, serverBytes } from './exchange';
export { notFollowed } from './late';
export { gather, gatheredAt } from './lives';
export { setMoment } from './moment';
export { beginRecord, open } from './opening';
export { finish, idleCloses, notKept } from './put-away';
export { reserve } from './room';
export { ROW_CHUNKS, rowCount } from './rows';
export { SEGMENT_AT } from './segment';
export { SERVER_CHUNKS, serverCount, standsForMany } from './servers';
export { SLOT_CHUNKS, takeSlot } from './slots';
export { frame, lastNs, segmentCount, take } from './take';
export { noteHello, readTls, skipTls } from './tls';
export { walk, walkEnd, walkSeconds } from './walk';

/** Where the bytes of a capture are put to be read. */
export const INPUT_BYTES: i32 = 262144;
export const INPUT_AT: usize = memory.data(262144, 16);

/** Where a frame is put that lies elsewhere. */
export const FRAME_BYTES: i32 = 65536;
export const FRAME_AT: usize = memory.data(65536, 16);

/** Where kept payload is put, which lies elsewhere too: a frame may be in hand while that is read. */
export const SCRATCH_BYTES: i32 = 65536;
export const SCRATCH_AT: usize = memory.data(65536, 16);

/** Before all else. `mostRows`: connections that there may be; `mostKept`: of which so many are kept in full. */
export function begin(hashSeed: i32, mostRows: i32, keepAll: bool, mostKept: i32): void {
  beginRows(hashSeed, mostRows);
  seedTimes(hashSeed);
  makeServerRoom(1);
  setKeeping(keepAll, mostKept);
}

/** The row of the segment's connection, or -1. */
export function find(): i32 {
  findRow();
  return segment.row;
}

/** A request of the connection in `slot` was answered after an idle time. */
export function noteSurvivedIdle(slot: i32): void {
  const base = recordAt(slot);
  addSurvivedIdle(changetype<Connection>(base), changetype<Exchange>(base + EXCHANGE_BYTES_AT).idleBeforeNs);
}

/** Sequence analysis alone, of the segment in hand. */
export function analyse(slot: i32, firstRttNs: f64): i32 {
  const base = recordAt(slot);
  const first = changetype<Side>(base + FIRST_BYTES_AT);
  const second = changetype<Side>(base + SECOND_BYTES_AT);
  return segment.from === 0 ? analyseSegment(first, second, firstRttNs) : analyseSegment(second, first, firstRttNs);
}
