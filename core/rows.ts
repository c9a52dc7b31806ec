/**
 * Rows, one a connection, and the table from four-tuple to row: open addressing, a hash that is the same for both
 * directions. A row's index is the stream number; its first bytes are the four-tuple, as it stood in the packet.
 */
import { allocate, ensure, isFull, release } from './memory';
import {
  Connection,
  ROW_AT_ADDRESS_B,
  ROW_AT_IP_VERSION,
  ROW_AT_PORTS,
  ROW_AT_SLOT,
  ROW_BYTES,
  ROW_SHIFT,
} from './records';
import { SEGMENT_AT, segment } from './segment';
import { recordAt } from './slots';

/** Pointers to chunks of rows; JavaScript reads it too. */
export const ROW_CHUNKS: usize = memory.data(65536);
const CHUNK_ROWS: i32 = 1 << ROW_SHIFT;

/** The four-tuple: A sent the stream's first frame. Words are in the packet's byte order, ports are numbers. */
@unmanaged
class Row {
  addressA0: i32; addressA1: i32; addressA2: i32; addressA3: i32;
  addressB0: i32; addressB1: i32; addressB2: i32; addressB3: i32;
  portA: u16;
  portB: u16;
  ipVersion: u8;
}

/**
 * An entry of the table: no more than where to look, so that the whole table is small. The four-tuple stands at the front of
 * the connection's record, in the cache line that its segment needs anyway.
 */
@unmanaged
class Entry {
  hash: u32;
  /** Slot of the record + 1; once the connection was put away, -1 - row; 0 where empty. */
  place: i32;
}

const ENTRY_SHIFT: usize = 3;
let entries: usize = 0;
let mask: u32 = 0;
let count: i32 = 0;
let seed: u32 = 0;
let mostRows: i32 = 0;
/** The entry found last: packets come in bursts, and more than half belong to the connection of the packet before. */
let last: Entry = changetype<Entry>(0);

/** Before all else. `most`: rows that there may be. */
export function begin(hashSeed: i32, most: i32): void {
  mostRows = most;
  seed = hashSeed;
  resize(1 << 16);
}

export function rowCount(): i32 {
  return count;
}

/** Where a row begins. */
@inline
export function rowAt(row: i32): usize {
  const chunk = load<usize>(ROW_CHUNKS + (<usize>(row >> ROW_SHIFT) << 2));
  return chunk + <usize>(row & (CHUNK_ROWS - 1)) * ROW_BYTES;
}

@inline
function tupleAt(row: i32): Row {
  return changetype<Row>(rowAt(row));
}

/** Slot of the row's record; -1 once it was put away. */
export function slotOf(row: i32): i32 {
  return load<i32>(rowAt(row), ROW_AT_SLOT) - 1;
}

@inline
function entryAt(at: u32): Entry {
  return changetype<Entry>(entries + (<usize>at << ENTRY_SHIFT));
}

/** Looks the segment's connection up: its row (-1: none), its record's slot + 1 and which side sent it go into the segment. */
export function find(): void {
  const ports = portsInHand();
  if (matches(last.place, ports)) return;
  const hash = hashOf();
  let at = hash & mask;
  let entry = entryAt(at);
  while (entry.place !== 0) {
    if (entry.hash === hash && matches(entry.place, ports)) {
      last = entry;
      return;
    }
    at = (at + 1) & mask;
    entry = entryAt(at);
  }
  segment.row = -1;
}

@inline
function portsInHand(): u32 {
  return (<u32>segment.sourcePort << 16) | <u32>segment.destinationPort;
}

/** A new row for the segment's four-tuple, in the place of `previous` where another connection had it, else -1. -1: full. */
export function open(previous: i32): i32 {
  if (count === mostRows || isFull) return -1;
  if (previous < 0 && <u32>count * 2 > mask) resize((mask + 1) * 2);
  if ((count & (CHUNK_ROWS - 1)) === 0)
    store<usize>(ROW_CHUNKS + (<usize>(count >> ROW_SHIFT) << 2), allocate(<usize>CHUNK_ROWS * ROW_BYTES));
  const row = count++;
  const hash = hashOf();
  const place = previous < 0 ? 0 : placeOf(previous);
  let at = hash & mask;
  while (entryAt(at).place !== place) at = (at + 1) & mask;
  last = entryAt(at);
  last.hash = hash;
  last.place = -1 - row;
  segment.from = 0;
  segment.row = row;
  segment.slot = 0;
  setKey(tupleAt(row));
  return row;
}

/** Makes the table large enough for so many more rows; false where there is no memory. */
export function makeRoom(more: i32): bool {
  while (<u32>(count + more) * 2 > mask) {
    if (!ensure(<u64>(mask + 1) << (ENTRY_SHIFT + 1))) return false;
    resize((mask + 1) * 2);
  }
  return true;
}

/** Where the record of the segment's connection, opened just now, is. */
export function setSlot(slot: i32): void {
  const s = segment;
  last.place = slot + 1;
  s.slot = slot + 1;
  store<i32>(rowAt(s.row), slot + 1, ROW_AT_SLOT);
  const connection = changetype<Connection>(recordAt(slot));
  connection.stream = s.row;
  connection.addressA = s.source0;
  connection.addressB = s.destination0;
  connection.ports = <i32>portsInHand();
  connection.ipVersion = s.ipVersion;
}

/** What the entry of a row says. */
function placeOf(row: i32): i32 {
  const slot = slotOf(row);
  return slot >= 0 ? slot + 1 : -1 - row;
}

/** The connection of a row was put away: it has no record any more. */
export function forget(row: i32): void {
  const key = rowAt(row);
  const place = placeOf(row);
  store<i32>(key, 0, ROW_AT_SLOT);
  const tuple = changetype<Row>(key);
  const hash = mixTuple(tuple.ipVersion, key, key + ROW_AT_ADDRESS_B, tuple.portA, tuple.portB);
  let at = hash & mask;
  let entry = entryAt(at);
  while (entry.place !== 0 && entry.place !== place) {
    at = (at + 1) & mask;
    entry = entryAt(at);
  }
  // A later connection may have its four-tuple, and its entry.
  if (entry.place !== 0) entry.place = -1 - row;
}

/** Does the segment in hand belong to the connection at this place of an entry? Ports are in one word, the sender's first. */
@inline
function matches(place: i32, ports: u32): bool {
  return place > 0 ? matchesRecord(place, ports) : place < 0 && matchesRow(-1 - place, ports);
}

@inline
function matchesRecord(place: i32, ports: u32): bool {
  const s = segment;
  const connection = changetype<Connection>(recordAt(place - 1));
  if (connection.ipVersion !== s.ipVersion) return false;
  const addressA = connection.addressA;
  const addressB = connection.addressB;
  const own = <u32>connection.ports;
  if (own === ports && addressA === s.source0 && addressB === s.destination0 && isForwardToTheEnd(connection.stream))
    return take(connection.stream, place, 0);
  if (own !== rotl<u32>(ports, 16) || addressB !== s.source0 || addressA !== s.destination0) return false;
  return isBackwardToTheEnd(connection.stream) && take(connection.stream, place, 1);
}

/** Of a connection that was put away: a late segment's. */
function matchesRow(row: i32, ports: u32): bool {
  const s = segment;
  const tuple = tupleAt(row);
  if (<i32>tuple.ipVersion !== s.ipVersion) return false;
  const own = (<u32>tuple.portA << 16) | <u32>tuple.portB;
  if (own === ports && tuple.addressA0 === s.source0 && tuple.addressB0 === s.destination0 && isForwardToTheEnd(row))
    return take(row, 0, 0);
  if (own !== rotl<u32>(ports, 16) || tuple.addressB0 !== s.source0 || tuple.addressA0 !== s.destination0) return false;
  return isBackwardToTheEnd(row) && take(row, 0, 1);
}

@inline
function take(row: i32, slot: i32, from: i32): bool {
  segment.row = row;
  segment.slot = slot;
  segment.from = from;
  return true;
}

/** The rest of the addresses, of IPv6. */
@inline
function isForwardToTheEnd(row: i32): bool {
  return segment.ipVersion === 4 || isForward6(tupleAt(row));
}

@inline
function isBackwardToTheEnd(row: i32): bool {
  return segment.ipVersion === 4 || isBackward6(tupleAt(row));
}

function isForward6(row: Row): bool {
  const s = segment;
  return (
    row.addressA1 === s.source1 && row.addressA2 === s.source2 && row.addressA3 === s.source3 &&
    row.addressB1 === s.destination1 && row.addressB2 === s.destination2 && row.addressB3 === s.destination3
  );
}

function isBackward6(row: Row): bool {
  const s = segment;
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

@inline
function hashOf(): u32 {
  const s = segment;
  return mixTuple(s.ipVersion, SEGMENT_AT, SEGMENT_AT + 16, s.sourcePort, s.destinationPort);
}

/** Of a row, one side's address and port: 0 is A, 1 is B. */
export function hashEndpoint(row: usize, side: i32): u32 {
  const address = row + (side === 0 ? 0 : ROW_AT_ADDRESS_B);
  return mix(mixAddress(load<u8>(row, ROW_AT_IP_VERSION), address), portOf(row, side));
}

/** Of rows with one IP version: is the one's endpoint the other's? */
export function isSameEndpoint(row: usize, side: i32, otherRow: usize, otherSide: i32): bool {
  const address = row + (side === 0 ? 0 : ROW_AT_ADDRESS_B);
  const other = otherRow + (otherSide === 0 ? 0 : ROW_AT_ADDRESS_B);
  const bytes: usize = load<u8>(row, ROW_AT_IP_VERSION) === 4 ? 4 : 16;
  return portOf(row, side) === portOf(otherRow, otherSide) && memory.compare(address, other, bytes) === 0;
}

@inline
function portOf(row: usize, side: i32): i32 {
  return load<u16>(row + (<usize>side << 1), ROW_AT_PORTS);
}

/**
 * Symmetric hash of a four-tuple, addresses in memory. Address and port are mixed in one after the other, so that hosts of
 * one network do not meet on neighbouring ports; the seed keeps those who write captures from choosing who meets whom.
 */
@inline
function mixTuple(ipVersion: i32, addressA: usize, addressB: usize, portA: i32, portB: i32): u32 {
  const left = mix(mixAddress(ipVersion, addressA), portA);
  const right = mix(mixAddress(ipVersion, addressB), portB);
  let hash = (left + right) ^ ((left ^ right) * 0x9e3779b1);
  hash = (hash ^ (hash >> 15)) * 0x2c1b3c6d;
  return hash ^ (hash >> 13);
}

/** A hash of any bytes. */
export function hashBytes(at: usize, length: usize): u32 {
  const end = at + length;
  let hash = mix(seed, <i32>length);
  for (; at + 4 <= end; at += 4) hash = mix(hash, load<i32>(at));
  for (; at < end; at++) hash = mix(hash, load<u8>(at));
  return hash ^ (hash >> 15);
}

@inline
function mixAddress(ipVersion: i32, address: usize): u32 {
  const first = mix(seed, load<i32>(address));
  if (ipVersion === 4) return first;
  return mix(mix(mix(first, load<i32>(address, 4)), load<i32>(address, 8)), load<i32>(address, 12));
}

@inline
function mix(hash: u32, word: i32): u32 {
  const mixed = (hash ^ <u32>word) * 0x85ebca6b;
  return mixed ^ (mixed >> 16);
}

function resize(slots: u32): void {
  const old = entries;
  const oldSlots = mask + 1;
  entries = allocate(<usize>slots << ENTRY_SHIFT);
  mask = slots - 1;
  last = changetype<Entry>(entries);
  if (old === 0) return;
  for (let i: u32 = 0; i < oldSlots; i++) {
    const from = old + (<usize>i << ENTRY_SHIFT);
    const entry = changetype<Entry>(from);
    if (entry.place === 0) continue;
    let at = entry.hash & mask;
    while (entryAt(at).place !== 0) at = (at + 1) & mask;
    store<u64>(changetype<usize>(entryAt(at)), load<u64>(from));
  }
  release(old, <usize>oldSlots << ENTRY_SHIFT);
}
