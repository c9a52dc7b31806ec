/**
 * Linear memory, handed out from the front. What can be used again (a connection's record) is used again by its owner, and
 * tables that have grown give their old place back. It grows only in `ensure`; JavaScript's views of it are void then and
 * are made anew.
 */

const PAGE_BYTES: usize = 65536;

/** A cache line: what is taken begins with one. */
const LINE_BYTES: usize = 64;

let front: usize = (__heap_base + LINE_BYTES - 1) & ~(LINE_BYTES - 1);

/** Memory that was given back: what is taken next comes from there as long as it fits. */
let spare: usize = 0;
let spareEnd: usize = 0;

/** Zeroed memory, from a cache line's beginning on. */
export function allocate(bytes: usize): usize {
  const length = (bytes + LINE_BYTES - 1) & ~(LINE_BYTES - 1);
  if (spare + length <= spareEnd) {
    const reused = spare;
    spare += length;
    memory.fill(reused, 0, length);
    return reused;
  }
  const at = front;
  if (!ensure(length)) unreachable(); // `isFull` comes before
  front += length;
  return at;
}

/** Gives back what `allocate` gave. Only the larger of two is kept: tables are given back, each twice the one before. */
export function release(at: usize, bytes: usize): void {
  if (bytes <= spareEnd - spare) return;
  spare = at;
  spareEnd = at + bytes;
}

/** There is no memory for what may come: no more connections are opened. */
export let isFull: bool = false;

export function setFull(full: bool): void {
  isFull = full;
}

/** Makes room for `bytes` more: while they are allocated, memory does not grow. False: there is no more. */
export function ensure(bytes: u64): bool {
  const pages = (bytes + front + LINE_BYTES + PAGE_BYTES - 1) / PAGE_BYTES;
  const missing = <i32>pages - memory.size();
  // In steps of an eighth, so that a large capture does not grow it thousands of times. Pages cost nothing until written.
  return missing <= 0 || memory.grow(max(missing, memory.size() >> 3)) >= 0 || memory.grow(missing) >= 0;
}
