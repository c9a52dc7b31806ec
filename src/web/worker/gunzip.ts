/**
 * gzip by fflate: the browser's own DecompressionStream fails at the second member of a file, and parallel compressors
 * (bgzip, rotated and concatenated captures) write many.
 */
import { Gunzip } from 'fflate';
import type { Chunks } from '../../input/decompress.ts';

export async function* gunzip(input: AsyncIterable<Uint8Array>): Chunks {
  const ready: Uint8Array[] = [];
  const decompressor = new Gunzip((chunk) => ready.push(chunk));
  for await (const piece of input) {
    decompressor.push(piece);
    yield* ready.splice(0);
  }
  decompressor.push(new Uint8Array(0), true);
  yield* ready.splice(0);
}
