/** gzip by zlib, in a thread of its own. */
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Chunks } from '../input/decompress.ts';

const OUTPUT_CHUNK_LENGTH = 1 << 20;

/** While one piece is decompressed in a thread, the frames of the piece before are read. */
export async function* gunzip(input: AsyncIterable<Uint8Array>): Chunks {
  const transform = createGunzip({ chunkSize: OUTPUT_CHUNK_LENGTH });
  const ready: Uint8Array[] = [];
  transform.on('data', (chunk: Uint8Array) => ready.push(chunk));
  const end = finished(transform);
  let settle = (): void => undefined;
  // A write that is under way when the data turns out to be damaged never calls back.
  end.catch(() => settle());
  let writing = Promise.resolve();
  for await (const piece of input) {
    await writing;
    if (transform.destroyed) break;
    writing = new Promise((resolve) => {
      settle = resolve;
      transform.write(piece, () => resolve());
    });
    yield* ready.splice(0);
  }
  await writing;
  transform.end();
  await end.catch(() => undefined);
  yield* ready.splice(0);
  await end;
}
