/** Where connections in progress live: records in chunks that never move. Slots are handed out by JavaScript. */
import { allocate } from './memory';
import { RECORD_BYTES, SLOT_SHIFT } from './records';

/** Pointers to chunks of records; JavaScript reads it too. */
export const SLOT_CHUNKS: usize = memory.data(65536);
const CHUNK_SLOTS: i32 = 1 << SLOT_SHIFT;

/** Slots that there is memory for. */
let slots: i32 = 0;

@inline
export function recordAt(slot: i32): usize {
  const chunk = load<usize>(SLOT_CHUNKS + (<usize>(slot >> SLOT_SHIFT) << 2));
  return chunk + <usize>(slot & (CHUNK_SLOTS - 1)) * RECORD_BYTES;
}

/** Memory for a slot that was never used; slots come in order. */
export function addSlot(slot: i32): void {
  if (slot < slots) return;
  store<usize>(SLOT_CHUNKS + (<usize>(slot >> SLOT_SHIFT) << 2), allocate(<usize>CHUNK_SLOTS * RECORD_BYTES));
  slots += CHUNK_SLOTS;
}
