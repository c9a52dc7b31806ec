/** Where connections in progress live: records in chunks that never move. Slots of healthy connections are used again. */
import { allocate } from './memory';
import { Connection, RECORD_BYTES, SLOT_SHIFT } from './records';

/** Pointers to chunks of records; JavaScript reads it too. */
export const SLOT_CHUNKS: usize = memory.data(65536);
const CHUNK_SLOTS: i32 = 1 << SLOT_SHIFT;

let slots: i32 = 0;
/** A slot + 1 that can be used again; the next one stands in its record. */
let free: i32 = 0;

@inline
export function recordAt(slot: i32): usize {
  const chunk = load<usize>(SLOT_CHUNKS + (<usize>(slot >> SLOT_SHIFT) << 2));
  return chunk + <usize>(slot & (CHUNK_SLOTS - 1)) * RECORD_BYTES;
}

export function takeSlot(): i32 {
  if (free !== 0) {
    const slot = free - 1;
    free = changetype<Connection>(recordAt(slot)).closingNext;
    return slot;
  }
  if ((slots & (CHUNK_SLOTS - 1)) === 0)
    store<usize>(SLOT_CHUNKS + (<usize>(slots >> SLOT_SHIFT) << 2), allocate(<usize>CHUNK_SLOTS * RECORD_BYTES));
  return slots++;
}

export function giveSlot(slot: i32): void {
  changetype<Connection>(recordAt(slot)).closingNext = free;
  free = slot + 1;
}
