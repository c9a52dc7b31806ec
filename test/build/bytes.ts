/** Bytes for tests: concatenation, integers in network order, text, and the checksum of the IP family (RFC 1071). */

export type Bytes = Uint8Array | readonly number[];

export function concat(...parts: Bytes[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function u16(value: number): number[] {
  return [(value >>> 8) & 0xff, value & 0xff];
}

export function u32(value: number): number[] {
  return [...u16(value >>> 16), ...u16(value)];
}

export function u16le(value: number): number[] {
  return u16(value).reverse();
}

export function u32le(value: number): number[] {
  return u32(value).reverse();
}

export function zeros(count: number): number[] {
  return new Array<number>(count).fill(0);
}

export function text(characters: string): Uint8Array {
  return new TextEncoder().encode(characters);
}

export function internetChecksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) {
    sum += ((bytes[at] ?? 0) << 8) + (bytes[at + 1] ?? 0);
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

/** The bytes with the two at `offset` replaced by the checksum. */
export function withChecksum(bytes: Uint8Array, offset: number, checksum: number): Uint8Array {
  const copy = bytes.slice();
  copy.set(u16(checksum), offset);
  return copy;
}
