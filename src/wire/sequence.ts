/**
 * Sequence number arithmetic (RFC 9293 section 3.4): numbers live on a circle of 2^32, so only their difference can
 * be compared. Sequence numbers are int32 here (`| 0`), which V8 keeps as small integers; every comparison of them
 * in this project goes through this file.
 */

/** How far `a` lies ahead of `b`: -2^31 .. 2^31 - 1. */
export function seqDiff(a: number, b: number): number {
  return (a - b) | 0;
}

/** `a` moved forward by `count` octets (or back, when negative), as int32. */
export function seqAdd(a: number, count: number): number {
  return (a + count) | 0;
}

export function seqLessThan(a: number, b: number): boolean {
  return ((a - b) | 0) < 0;
}

export function seqLessOrEqual(a: number, b: number): boolean {
  return ((a - b) | 0) <= 0;
}

export function seqGreaterThan(a: number, b: number): boolean {
  return ((a - b) | 0) > 0;
}

export function seqGreaterOrEqual(a: number, b: number): boolean {
  return ((a - b) | 0) >= 0;
}

/** The later of two sequence numbers. */
export function seqMax(a: number, b: number): number {
  return ((a - b) | 0) >= 0 ? a : b;
}

/** True when `start <= a < start + length` on the circle (`length` below 2^31). */
export function seqWithin(a: number, start: number, length: number): boolean {
  const distance = (a - start) | 0;
  return distance >= 0 && distance < length;
}
