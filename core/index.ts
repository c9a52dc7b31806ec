/** What JavaScript calls (flow/core.ts). */
import { analyse as analyseSegment } from './analysis';
import { add as addSegment } from './connection';
import { readPlain } from './frame';
import { ensure, setFull } from './memory';
import { dueNs } from './closing';
import { addLate } from './late';
import { open, startsAnew } from './opening';
import { liveCount, noteOpened, putAwayClosed, setKeeping } from './put-away';
import {
  Connection,
  EXCHANGE_BYTES_AT,
  Exchange,
  FIRST_BYTES_AT,
  RECORD_BYTES,
  ROW_BYTES,
  ROW_SHIFT,
  SECOND_BYTES_AT,
  SERVER_BYTES,
  SERVER_SHIFT,
  SLOT_SHIFT,
  Side,
} from './records';
import { begin as beginRows, find as findRow, makeRoom } from './rows';
import { segment } from './segment';
import { makeServerRoom, noteSurvivedIdle as addSurvivedIdle } from './servers';
import { recordAt } from './slots';
import { listsGrowBy, seedTimes } from './times';

export { acknowledge, clientBytes, lateRequestBytes, opaqueClientBytes, opaqueServerBytes, serverBytes } from './exchange';
export { setMoment } from './moment';
export { countBothWays, countOneWay } from './directions';
export { notFollowed } from './late';
export { gather, gatheredAt } from './lives';
export { beginRecord, open } from './opening';
export { finish, idleCloses, notKept } from './put-away';
export { ROW_CHUNKS, rowCount } from './rows';
export { SEGMENT_AT } from './segment';
export { SERVER_CHUNKS, serverCount } from './servers';
export { SLOT_CHUNKS, takeSlot } from './slots';
export { noteHello, readTls, skipTls } from './tls';

/** Where the bytes of a capture are put to be read. */
export const INPUT_BYTES: i32 = 262144;
export const INPUT_AT: usize = memory.data(262144, 16);

/** Where payload is put that lies elsewhere. */
export const SCRATCH_BYTES: i32 = 65536;
export const SCRATCH_AT: usize = memory.data(65536, 16);

/** Segments with TCP in them: how many, and the latest time. */
let segments: i32 = 0;
let latestNs: f64 = 0;

export function segmentCount(): i32 {
  return segments;
}

export function lastNs(): f64 {
  return latestNs;
}

/** Before all else. `mostRows`: connections that there may be; `mostKept`: of which so many are kept in full. */
export function begin(hashSeed: i32, mostRows: i32, keepAll: bool, mostKept: i32): void {
  beginRows(hashSeed, mostRows);
  seedTimes(hashSeed);
  makeServerRoom(1);
  setKeeping(keepAll, mostKept);
}

/** Takes an Ethernet frame that lies in memory; false where it is no plain one and has to be decoded elsewhere. */
export function frame(at: usize, capturedLength: i32, originalLength: i32, number: i32, timeNs: f64): bool {
  if (!readPlain(at, capturedLength, originalLength)) return false;
  segment.frame = number;
  segment.timeNs = timeNs;
  take();
  return true;
}

/** Takes the segment in hand. */
export function take(): void {
  const s = segment;
  segments++;
  if (s.timeNs > latestNs) latestNs = s.timeNs;
  if (s.timeNs >= dueNs) putAwayClosed(s.timeNs);
  findRow();
  if (s.row < 0 || startsAnew()) {
    open(s.row);
    if (s.row >= 0) noteOpened(s.row, s.timeNs);
  }
  s.found = 0;
  if (s.slot === 0) addLate();
  else addSegment(s.slot - 1);
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

/** What one connection may have noted of it when it is put away, or when a turn of it ends. */
const TIMES_A_CONNECTION: i32 = 3;

/**
 * Room for so many more connections, and for what is noted of all that are there, so that taking them does not let memory grow:
 * views of it stay. Where there is none, no more are opened from now on.
 */
export function reserve(connections: i32): void {
  const rows = <u64>(connections + (1 << ROW_SHIFT)) * ROW_BYTES;
  const records = <u64>(connections + (1 << SLOT_SHIFT)) * RECORD_BYTES;
  const servers = <u64>(connections + (1 << SERVER_SHIFT)) * SERVER_BYTES;
  const times = listsGrowBy((connections + liveCount()) * TIMES_A_CONNECTION);
  setFull(!makeRoom(connections) || !makeServerRoom(connections) || !ensure(rows + records + servers + times));
}

/** Sequence analysis alone, of the segment in hand. */
export function analyse(slot: i32, firstRttNs: f64): i32 {
  const base = recordAt(slot);
  const first = changetype<Side>(base + FIRST_BYTES_AT);
  const second = changetype<Side>(base + SECOND_BYTES_AT);
  return segment.from === 0 ? analyseSegment(first, second, firstRttNs) : analyseSegment(second, first, firstRttNs);
}

/** A longer frame means that its length is damaged (src/capture/frame-window.ts). */
const MAX_FRAME_BYTES: u32 = 262144;

/** Where `walk` stopped, and the seconds of the last record that it took. */
let walkedTo: usize = 0;
let walkedSeconds: u32 = 0;

export function walkEnd(): usize {
  return walkedTo;
}

export function walkSeconds(): u32 {
  return walkedSeconds;
}

/**
 * Takes the Ethernet frames of a pcap file, each behind its header, from `at` on, as far as it can: the next one is cut,
 * implausible or no plain one. Returns how many.
 */
export function walk(
  at: usize,
  end: usize,
  headerBytes: usize,
  isLittleEndian: bool,
  nsPerFraction: f64,
  epochSeconds: f64,
  epochFraction: f64,
  framesBefore: i32,
): i32 {
  let frames = 0;
  while (end - at >= headerBytes) {
    const seconds = u32At(at, isLittleEndian);
    const fraction = u32At(at + 4, isLittleEndian);
    const capturedLength = u32At(at + 8, isLittleEndian);
    if (capturedLength === 0 || capturedLength > MAX_FRAME_BYTES || end - at < headerBytes + capturedLength) break;
    const originalLength = u32At(at + 12, isLittleEndian);
    const timeNs = (<f64>seconds - epochSeconds) * 1e9 + (<f64>fraction - epochFraction) * nsPerFraction;
    if (!frame(at + headerBytes, capturedLength, originalLength, framesBefore + frames + 1, timeNs)) break;
    frames++;
    walkedSeconds = seconds;
    at += headerBytes + capturedLength;
  }
  walkedTo = at;
  return frames;
}

@inline
function u32At(at: usize, isLittleEndian: bool): u32 {
  const value = load<u32>(at);
  return isLittleEndian ? value : bswap<u32>(value);
}
