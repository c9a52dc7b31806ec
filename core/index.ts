/** What JavaScript calls (flow/core.ts). */
import { analyse as analyseSegment } from './analysis';
import { add as addSegment } from './connection';
import { readPlain } from './frame';
import { ensure } from './memory';
import { Connection, FIRST_BYTES_AT, LINGER_NS, RECORD_BYTES, ROW_BYTES, ROW_SHIFT, SECOND_BYTES_AT, SLOT_SHIFT, Side } from './records';
import { find as findRow, makeRoom } from './rows';
import { ACK, SYN, segment } from './segment';
import { recordAt } from './slots';

export { acknowledge, clientBytes, lateRequestBytes, opaqueClientBytes, opaqueServerBytes, serverBytes } from './exchange';
export { setMoment } from './moment';
export { beginRecord, open, startsAnew } from './opening';
export { begin, forget, ROW_CHUNKS } from './rows';
export { SEGMENT_AT } from './segment';
export { addSlot, SLOT_CHUNKS } from './slots';
export { SURVIVED_AT, takeSurvived } from './survived-idle';
export { readTls, skipTls } from './tls';

/** What became of a frame. */
const TAKEN: i32 = 0;
const HELD: i32 = 1;
const NOT_PLAIN: i32 = 2;

/** Where the bytes of a capture are put to be read. */
export const INPUT_BYTES: i32 = 262144;
export const INPUT_AT: usize = memory.data(262144, 16);

/** Where payload is put that lies elsewhere. */
export const SCRATCH_BYTES: i32 = 65536;
export const SCRATCH_AT: usize = memory.data(65536, 16);

/** From this time on a connection is due to be put away, which is JavaScript's work. */
let dueNs: f64 = Infinity;
/** Of the segments that were taken here: how many, and the latest time. */
let taken: i32 = 0;
let lastNs: f64 = 0;

export function setDue(timeNs: f64): void {
  dueNs = timeNs;
}

export function takenCount(): i32 {
  return taken;
}

export function takenLastNs(): f64 {
  return lastNs;
}

/**
 * Takes an Ethernet frame that lies in memory. `TAKEN`: all is done. `NOT_PLAIN`: it has to be decoded elsewhere. `HELD`: its segment is in hand
 * but not taken, since the connection is new or was put away, or others are due.
 */
export function frame(at: usize, capturedLength: i32, originalLength: i32, number: i32, timeNs: f64): i32 {
  if (!readPlain(at, capturedLength, originalLength)) return NOT_PLAIN;
  segment.frame = number;
  segment.timeNs = timeNs;
  if (timeNs >= dueNs || find() < 0 || (segment.flags & (SYN | ACK)) === SYN) return HELD;
  return !isOverdue() && add() ? TAKEN : HELD;
}

/** The row of the segment's connection, or -1. */
export function find(): i32 {
  findRow();
  return segment.row;
}

/** Takes the segment, whose connection was found; false where that was put away. */
export function add(): bool {
  segment.found = 0;
  const slot = segment.slot - 1;
  if (slot < 0) return false;
  taken++;
  if (segment.timeNs > lastNs) lastNs = segment.timeNs;
  addSegment(slot);
  return true;
}

/** Room for so many more connections, so that opening them does not let memory grow: views of it stay. */
export function reserve(connections: i32): void {
  makeRoom(connections);
  const rows = <usize>(connections + (1 << ROW_SHIFT)) * ROW_BYTES;
  ensure(rows + <usize>(connections + (1 << SLOT_SHIFT)) * RECORD_BYTES);
}

/** The segment's connection ended so long ago that it is to be put away first: this is no late segment of it. */
@inline
function isOverdue(): bool {
  if (segment.slot === 0) return false;
  const closingNs = changetype<Connection>(recordAt(segment.slot - 1)).closingNs;
  return closingNs >= 0 && segment.timeNs >= closingNs + LINGER_NS;
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

/** Where `walk` stopped, the seconds of the last record that it took, and whether the next one's segment is in hand. */
let walkedTo: usize = 0;
let walkedSeconds: u32 = 0;
let isHeld: bool = false;

export function walkEnd(): usize {
  return walkedTo;
}

export function walkSeconds(): u32 {
  return walkedSeconds;
}

export function walkHeld(): bool {
  return isHeld;
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
  isHeld = false;
  while (end - at >= headerBytes) {
    const seconds = u32At(at, isLittleEndian);
    const fraction = u32At(at + 4, isLittleEndian);
    const capturedLength = u32At(at + 8, isLittleEndian);
    if (capturedLength === 0 || capturedLength > MAX_FRAME_BYTES || end - at < headerBytes + capturedLength) break;
    const originalLength = u32At(at + 12, isLittleEndian);
    const timeNs = (<f64>seconds - epochSeconds) * 1e9 + (<f64>fraction - epochFraction) * nsPerFraction;
    const became = frame(at + headerBytes, capturedLength, originalLength, framesBefore + frames + 1, timeNs);
    isHeld = became === HELD;
    if (became !== TAKEN) break;
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
