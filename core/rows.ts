/**
 * Rows, one a connection, and the table from four-tuple to row: open addressing, a hash that is the same for both
 * directions. A row's index is the stream number; its first bytes are the four-tuple, as it stood in the packet.
 */
import { allocate } from './memory';
import { ROW_BYTES, ROW_SHIFT, ROW_SLOT, Segment } from './records';
import { segment } from './segment';

/** Pointers to chunks of rows; JavaScript reads it too. */
export const ROW_CHUNKS: usize = memory.data(65536);
const CHUNK_ROWS: i32 = 1 << ROW_SHIFT;
/** With all else that is held for them, so many fit in the 4 GB that linear memory may have. */
const MOST_ROWS: i32 = 12_000_000;

/** The four-tuple: A sent the stream's first frame. Words are in the packet's byte order, ports are numbers. */
@unmanaged
class Row {
  addressA0: i32; addressA1: i32; addressA2: i32; addressA3: i32;
  addressB0: i32; addressB1: i32; addressB2: i32; addressB3: i32;
  portA: u16;
  portB: u16;
  ipVersion: u8;
}

/** A slot of the table: a row + 1 (0 where empty) and its hash side by side, so that a look costs one cache line. */
@unmanaged
class Entry {
  row: i32;
  hash: u32;
}

const ENTRY_BYTES: usize = 8;
let entries: usize = 0;
let mask: u32 = 0;
let count: i32 = 0;
let seed: u32 = 0;
/** The row found last: packets come in bursts, and more than half belong to the connection of the packet before. */
let lastRow: i32 = -1;

export function begin(hashSeed: i32): void {
  seed = hashSeed;
  resize(1 << 16);
}

@inline
function rowAt(row: i32): Row {
  const chunk = load<usize>(ROW_CHUNKS + (<usize>(row >> ROW_SHIFT) << 2));
  return changetype<Row>(chunk + <usize>(row & (CHUNK_ROWS - 1)) * ROW_BYTES);
}

/** The slot of the connection's record + 1; 0 once it was put away. */
@inline
export function slotOf(row: i32): i32 {
  return load<i32>(changetype<usize>(rowAt(row)) + ROW_SLOT);
}

/** The row of the segment's connection, or -1; says in the segment which side sent it. */
export function find(): i32 {
  if (lastRow >= 0 && matches(rowAt(lastRow))) return lastRow;
  const hash = hashOf();
  let at = hash & mask;
  let entry = changetype<Entry>(entries + (<usize>at << 3));
  while (entry.row !== 0 && (entry.hash !== hash || !matches(rowAt(entry.row - 1)))) {
    at = (at + 1) & mask;
    entry = changetype<Entry>(entries + (<usize>at << 3));
  }
  if (entry.row !== 0) lastRow = entry.row - 1;
  return entry.row - 1;
}

/** A new row for the segment's four-tuple, in the place of `previous` where another connection had it, else -1. -1: full. */
export function open(previous: i32): i32 {
  if (count === MOST_ROWS) return -1;
  if (previous < 0 && <u32>count * 2 > mask) resize((mask + 1) * 2);
  if ((count & (CHUNK_ROWS - 1)) === 0)
    store<usize>(ROW_CHUNKS + (<usize>(count >> ROW_SHIFT) << 2), allocate(<usize>CHUNK_ROWS * ROW_BYTES));
  const row = count++;
  setKey(rowAt(row));
  const hash = hashOf();
  let at = hash & mask;
  let entry = changetype<Entry>(entries + (<usize>at << 3));
  while (entry.row !== previous + 1) {
    at = (at + 1) & mask;
    entry = changetype<Entry>(entries + (<usize>at << 3));
  }
  entry.row = row + 1;
  entry.hash = hash;
  segment.from = 0;
  lastRow = row;
  return row;
}

function matches(row: Row): bool {
  const s = segment;
  if (<i32>row.ipVersion !== s.ipVersion) return false;
  if (<i32>row.portA === s.sourcePort && <i32>row.portB === s.destinationPort && isForward(row, s)) {
    s.from = 0;
    return true;
  }
  if (<i32>row.portB !== s.sourcePort || <i32>row.portA !== s.destinationPort || !isBackward(row, s)) return false;
  s.from = 1;
  return true;
}

@inline
function isForward(row: Row, s: Segment): bool {
  if (row.addressA0 !== s.source0 || row.addressB0 !== s.destination0) return false;
  if (s.ipVersion === 4) return true;
  return (
    row.addressA1 === s.source1 && row.addressA2 === s.source2 && row.addressA3 === s.source3 &&
    row.addressB1 === s.destination1 && row.addressB2 === s.destination2 && row.addressB3 === s.destination3
  );
}

@inline
function isBackward(row: Row, s: Segment): bool {
  if (row.addressB0 !== s.source0 || row.addressA0 !== s.destination0) return false;
  if (s.ipVersion === 4) return true;
  return (
    row.addressB1 === s.source1 && row.addressB2 === s.source2 && row.addressB3 === s.source3 &&
    row.addressA1 === s.destination1 && row.addressA2 === s.destination2 && row.addressA3 === s.destination3
  );
}

function setKey(row: Row): void {
  const s = segment;
  row.addressA0 = s.source0;
  row.addressB0 = s.destination0;
  if (s.ipVersion === 6) {
    row.addressA1 = s.source1; row.addressA2 = s.source2; row.addressA3 = s.source3;
    row.addressB1 = s.destination1; row.addressB2 = s.destination2; row.addressB3 = s.destination3;
  }
  row.portA = <u16>s.sourcePort;
  row.portB = <u16>s.destinationPort;
  row.ipVersion = <u8>s.ipVersion;
}

/**
 * Symmetric hash of the four-tuple. Address and port are mixed in one after the other, so that hosts of one network do
 * not meet on neighbouring ports; the seed keeps those who write captures from choosing who meets whom.
 */
export function hashOf(): u32 {
  const s = segment;
  let a = mix(seed, s.source0);
  let b = mix(seed, s.destination0);
  if (s.ipVersion === 6) {
    a = mix(mix(mix(a, s.source1), s.source2), s.source3);
    b = mix(mix(mix(b, s.destination1), s.destination2), s.destination3);
  }
  const left = mix(a, s.sourcePort);
  const right = mix(b, s.destinationPort);
  let hash = (left + right) ^ ((left ^ right) * 0x9e3779b1);
  hash = (hash ^ (hash >> 15)) * 0x2c1b3c6d;
  return hash ^ (hash >> 13);
}

@inline
function mix(hash: u32, word: i32): u32 {
  const mixed = (hash ^ <u32>word) * 0x85ebca6b;
  return mixed ^ (mixed >> 16);
}

function resize(slots: u32): void {
  const old = entries;
  const oldSlots = mask + 1;
  entries = allocate(<usize>slots * ENTRY_BYTES);
  mask = slots - 1;
  if (old === 0) return;
  for (let i: u32 = 0; i < oldSlots; i++) {
    const entry = changetype<Entry>(old + (<usize>i << 3));
    if (entry.row === 0) continue;
    let at = entry.hash & mask;
    while (load<i32>(entries + (<usize>at << 3)) !== 0) at = (at + 1) & mask;
    const target = changetype<Entry>(entries + (<usize>at << 3));
    target.row = entry.row;
    target.hash = entry.hash;
  }
}
