/**
 * One LZ4 block (https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md): sequences of
 *
 *     token  [more literal length]  literals  offset (16 bits)  [more match length]
 *
 * where the token's halves are the lengths, 15 meaning that more bytes of it follow. The last sequence ends with literals.
 */

/** A match may refer this far back, also into the blocks before. */
export const LZ4_HISTORY = 65_536;
const SHORTEST_MATCH = 4;

/**
 * Writes to `output` from `start` on, never beyond `limit`. Returns the end of what was written; where the block is cut
 * or damaged, the bitwise complement of that (which is negative).
 */
export function decodeLz4Block(block: Uint8Array, output: Uint8Array, start: number, limit: number): number {
  const end = block.length;
  let at = 0;
  let to = start;
  while (at < end) {
    const token = block[at++] as number;
    let literals = token >> 4;
    if (literals === 15) {
      for (let more = 255; more === 255 && at < end; literals += more) more = block[at++] as number;
    }
    const present = Math.min(literals, end - at, limit - to);
    for (const stop = to + present; to < stop; ) output[to++] = block[at++] as number;
    if (present < literals) return ~to;
    if (at === end) return to;

    if (at + 2 > end) return ~to;
    const offset = (block[at] as number) | ((block[at + 1] as number) << 8);
    at += 2;
    let length = (token & 15) + SHORTEST_MATCH;
    if (length === 15 + SHORTEST_MATCH) {
      for (let more = 255; more === 255 && at < end; length += more) more = block[at++] as number;
    }
    if (offset === 0 || offset > to || length > limit - to) return ~to;
    // Byte by byte: a match may overlap its own output, which repeats it.
    for (let from = to - offset, stop = to + length; to < stop; ) output[to++] = output[from++] as number;
  }
  return ~to;
}
