/**
 * Field compression (RFC 7541), the little that a probe needs: requests are written without any compression, and of a
 * response only the status is read, which is its first field (RFC 9113 section 8.3).
 */
import { bytesOf, textOf } from './ascii.ts';
import { joined } from './h2-frames.ts';

/** Indices of the static table (appendix A) that stand for a name, for requests. */
const staticNames: ReadonlyMap<string, number> = new Map([
  [':authority', 1],
  [':method', 2],
  [':path', 4],
  [':scheme', 6],
  ['accept', 19],
  ['user-agent', 58],
]);

/** Literal fields without indexing (section 6.2.2), strings without Huffman coding. */
export function encodeFields(fields: readonly (readonly [name: string, value: string])[]): Uint8Array {
  return joined(...fields.map(([name, value]) => joined(nameOf(name), stringOf(value))));
}

function nameOf(name: string): Uint8Array {
  const index = staticNames.get(name);
  return index === undefined ? joined(new Uint8Array([0]), stringOf(name)) : integer(index, 4);
}

function stringOf(text: string): Uint8Array {
  return joined(integer(text.length, 7), bytesOf(text));
}

/** Section 5.1: the upper bits of the first byte stay 0. */
function integer(value: number, prefixBits: number): Uint8Array {
  const most = 2 ** prefixBits - 1;
  if (value < most) return new Uint8Array([value]);
  const bytes = [most];
  let left = value - most;
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return new Uint8Array([...bytes, left]);
}

/** Static table indices 8 to 14. */
const indexedStatus = [200, 204, 206, 304, 400, 404, 500];
const firstIndexed = 8;

/** The status of a response; null where it is written in a way that is not read here. */
export function readStatus(block: Uint8Array): number | null {
  let at = 0;
  // Updates of the dynamic table's size come first (section 4.2).
  while (((block[at] ?? 0) & 0xe0) === 0x20) at = integerEnd(block, at, 5);
  const first = block[at] ?? 0;
  if (first & 0x80) return indexedStatus[(first & 0x7f) - firstIndexed] ?? null;
  const index = first & (first & 0x40 ? 0x3f : 0x0f);
  if (index < firstIndexed || index >= firstIndexed + indexedStatus.length) return null;
  return statusValue(block, at + 1);
}

function integerEnd(block: Uint8Array, start: number, prefixBits: number): number {
  const most = 2 ** prefixBits - 1;
  let at = start + 1;
  if (((block[start] ?? 0) & most) < most) return at;
  while (at < block.length && (block[at] ?? 0) & 0x80) at++;
  return at + 1;
}

function statusValue(block: Uint8Array, at: number): number | null {
  const length = (block[at] ?? 0) & 0x7f;
  const bytes = block.subarray(at + 1, at + 1 + length);
  const text = (block[at] ?? 0) & 0x80 ? huffmanDigits(bytes) : textOf(bytes);
  return /^[1-9]\d\d$/.test(text) ? Number(text) : null;
}

/** Appendix B: "0" to "2" are five bits (0 to 2), "3" to "9" six (25 to 31). */
function huffmanDigits(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  let text = '';
  for (let at = 0; at < bits.length && text.length < 3; ) {
    const five = Number.parseInt(bits.slice(at, at + 5), 2);
    const six = Number.parseInt(bits.slice(at, at + 6), 2);
    const short = five <= 2;
    if (!short && (six < 25 || six > 31)) return '';
    text += short ? five : six - 22;
    at += short ? 5 : 6;
  }
  return text;
}
