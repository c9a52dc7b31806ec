/**
 * Linear memory, handed out from the front and never taken back: what can be used again (a connection's record) is used
 * again by its owner. It grows only in `allocate`; JavaScript's views of it are void then and are made anew.
 */

const PAGE_BYTES: usize = 65536;

/** A cache line: what is taken begins with one. */
const LINE_BYTES: usize = 64;

let front: usize = (__heap_base + LINE_BYTES - 1) & ~(LINE_BYTES - 1);

/** Zeroed memory, from a cache line's beginning on. */
export function allocate(bytes: usize): usize {
  const at = front;
  ensure(bytes);
  front = (front + bytes + LINE_BYTES - 1) & ~(LINE_BYTES - 1);
  return at;
}

/** Makes room for `bytes` more: while they are allocated, memory does not grow. */
export function ensure(bytes: usize): void {
  const missing = <i32>((front + bytes + LINE_BYTES + PAGE_BYTES - 1) / PAGE_BYTES) - memory.size();
  // In steps of an eighth, so that a large capture does not grow it thousands of times. Pages cost nothing until written.
  if (missing > 0 && memory.grow(max(missing, memory.size() >> 3)) < 0 && memory.grow(missing) < 0) unreachable();
}
