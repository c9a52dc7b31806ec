import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '../../test/build/capture-files.ts';
import { Lz4Decompressor } from './lz4-frame.ts';

const hasLz4 = spawnSync('lz4', ['--version']).status === 0;

function lz4(input: Uint8Array, ...options: string[]): Uint8Array {
  return Uint8Array.from(spawnSync('lz4', ['-c', ...options], { input, maxBuffer: 1 << 28 }).stdout);
}

function decompress(
  compressed: Uint8Array,
  pieceLength = 10_000,
): { bytes: Uint8Array; problem: string | null } {
  const decompressor = new Lz4Decompressor();
  const blocks: Uint8Array[] = [];
  const take = (): void => {
    for (let block = decompressor.next(); block !== null; block = decompressor.next()) blocks.push(block);
  };
  for (let at = 0; at < compressed.length; at += pieceLength) {
    decompressor.push(compressed.slice(at, at + pieceLength));
    take();
  }
  decompressor.finish();
  take();
  return { bytes: concatBytes(blocks), problem: decompressor.problem };
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Half noise, half repetition, larger than a few blocks. */
const content = Uint8Array.from({ length: 700_000 }, (_, i) =>
  i & 0x4000 ? (i * 2_654_435_761) >>> 11 : i >> 9,
);

describe.skipIf(!hasLz4)('what lz4 compressed comes back', () => {
  test.each([
    ['with 64 KiB blocks', ['-B4']],
    ['with 4 MiB blocks', ['-B7']],
    ['with linked blocks', ['-B4', '-BD']],
    ['with block checksums', ['-B4', '-BX']],
    ['with its size in the header', ['--content-size']],
    ['without content checksum', ['--no-frame-crc']],
    ['by the strongest level', ['-12', '-B5', '-BD']],
  ])('%s', (_, options) => {
    const { bytes, problem } = decompress(lz4(content, ...options));
    expect(problem).toBeNull();
    expect(isSame(bytes, content)).toBe(true);
  });

  test('one byte at a time', () => {
    const short = content.subarray(0, 70_000);
    expect(decompress(lz4(short), 1)).toEqual({ bytes: short, problem: null });
  });

  test('from several frames, with a skippable one between', () => {
    const skippable = Uint8Array.of(0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3);
    const compressed = concatBytes([lz4(content, '-B4'), skippable, lz4(content, '-B5')]);
    const { bytes, problem } = decompress(compressed);
    expect(problem).toBeNull();
    expect(isSame(bytes, concatBytes([content, content]))).toBe(true);
  });

  test('as far as it goes when it is cut', () => {
    const whole = lz4(content, '-B4');
    const { bytes, problem } = decompress(whole.subarray(0, whole.length >> 1));
    expect(bytes.length).toBeGreaterThan(300_000);
    expect(isSame(bytes, content.subarray(0, bytes.length))).toBe(true);
    expect(problem).toMatch(/^cut short at byte \d+$/);
  });

  test('as far as it goes when what follows is no frame', () => {
    const { bytes, problem } = decompress(concatBytes([lz4(content), new Uint8Array(20)]));
    expect(isSame(bytes, content)).toBe(true);
    expect(problem).toMatch(/^damaged at byte \d+$/);
  });

  test('or something else, but no exception, when it is damaged', () => {
    const whole = lz4(content.subarray(0, 100_000), '-B4', '-BD');
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(damage, (bytes) => {
        const damaged = whole.slice();
        for (const [at, value] of bytes) damaged[at] = value;
        expect(decompress(damaged).bytes.length).toBeLessThanOrEqual(200_000);
      }),
    );
  });
});
