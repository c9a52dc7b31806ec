// The Internet checksum (RFC 1071), four bytes at a time: it is the only work done on every byte of a gigabyte.

/** Sum of the 16-bit words of [from, to), not folded; below 2^53 for any frame. */
export function sumWords(view, from, to) {
  let high = 0;
  let low = 0;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word = view.getUint32(at);
    high += word >>> 16;
    low += word & 0xffff;
  }
  let sum = high + low;
  if (at + 2 <= to) {
    sum += view.getUint16(at);
    at += 2;
  }
  if (at < to) sum += view.getUint8(at) << 8;
  return sum;
}

/** The checksum field's value for a sum of words. */
export function fold(sum) {
  let folded = sum;
  while (folded > 0xffff) folded = (folded & 0xffff) + Math.floor(folded / 0x10000);
  return ~folded & 0xffff;
}
