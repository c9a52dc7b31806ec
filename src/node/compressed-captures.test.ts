import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { concatBytes, writePcap } from '../../test/build/capture-files.ts';
import { sampleFrames } from '../../test/build/frame-samples.ts';
import { consumerOf, type ReadFrame, readCapture } from '../../test/build/read-capture.ts';
import type { CapturesRead } from '../input/capture-reading.ts';
import { readCaptures } from './capture-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'whyreset-decompress-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Frames of noise, so that the compressed file is large too. */
let seed = 1;
const noisy = sampleFrames(6000).map(({ timeNs, bytes }) => ({
  timeNs,
  bytes: bytes.map(() => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return seed >>> 24;
  }),
}));
const capture = writePcap(noisy);
const whole = readCapture(capture).frames;

function compressed(tool: string, input: Uint8Array, ...options: string[]): Uint8Array {
  const { stdout, error } = spawnSync(tool, ['-c', ...options], { input, maxBuffer: 1 << 28 });
  if (error) throw error;
  return Uint8Array.from(stdout);
}

async function read(content: Uint8Array): Promise<CapturesRead & { frames: ReadFrame[] }> {
  const path = join(folder, 'no-telling-name');
  writeFileSync(path, content);
  const frames: ReadFrame[] = [];
  return { ...(await readCaptures([path], consumerOf(frames))), frames };
}

/** Compares without the test runner's slow look at each byte. */
function expectSameFrames(frames: readonly ReadFrame[], expected: readonly ReadFrame[]): void {
  expect(frames.length).toBe(expected.length);
  for (const [index, { bytes, timeNs }] of frames.entries()) {
    if (timeNs !== expected[index]?.timeNs || Buffer.compare(bytes, expected[index].bytes) !== 0) {
      throw new Error(`frame ${index + 1} differs`);
    }
  }
}

const tools = ['gzip', 'zstd', 'lz4', 'xz'].filter((tool) => spawnSync(tool, ['--version']).status === 0);

describe.each(tools)('a capture compressed with %s', (tool) => {
  const file = compressed(tool, capture);

  test('is told by its content and read whole', async () => {
    const { frames, summary } = await read(file);
    expectSameFrames(frames, whole);
    expect(summary).toMatchObject({ truncated: false, warnings: [] });
  });

  test('is read whole when it was compressed in parts that were joined', async () => {
    const middle = capture.length >> 1;
    const parts = [capture.subarray(0, middle), capture.subarray(middle)].map((part) =>
      compressed(tool, part),
    );
    const { frames, summary } = await read(concatBytes(parts));
    expectSameFrames(frames, whole);
    expect(summary.warnings).toEqual([]);
  });

  test('is read as far as it goes when it is cut', async () => {
    const { frames, summary } = await read(file.subarray(0, Math.trunc(file.length * 0.75)));
    expect(frames.length).toBeGreaterThan(whole.length * 0.5);
    expectSameFrames(frames, whole.slice(0, frames.length));
    expect(summary.truncated).toBe(true);
    expect(summary.warnings.at(-1)).toMatch(
      new RegExp(`^The ${tool} data is cut short or damaged near byte \\d+ of \\d+;`),
    );
  });

  test('is read at least up to where it is damaged', async () => {
    const damaged = file.slice();
    damaged.fill(0xff, file.length * 0.75, file.length * 0.75 + 64);
    const { frames, summary } = await read(damaged);
    const intact = Math.trunc(whole.length * 0.5);
    expectSameFrames(frames.slice(0, intact), whole.slice(0, intact));
    expect(frames.length).toBeGreaterThan(intact);
    expect(summary.warnings.length + Number(tool === 'zstd' || tool === 'lz4')).toBeGreaterThan(0);
  });
});

describe('compressed data', () => {
  test.runIf(tools.includes('zstd'))('may begin with a skippable frame, as pzstd writes', async () => {
    const skippable = Uint8Array.of(0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4);
    const { frames, summary } = await read(concatBytes([skippable, compressed('zstd', capture)]));
    expectSameFrames(frames, whole);
    expect(summary.warnings).toEqual([]);
  });

  test.runIf(tools.includes('zstd'))(
    'that grows without end is given up, and what came before is read',
    async () => {
      const zeros = spawnSync('sh', ['-c', 'head -c 1500000000 /dev/zero | zstd -c'], {
        maxBuffer: 1 << 28,
      }).stdout;
      const bomb = concatBytes([compressed('zstd', writePcap(sampleFrames(3))), zeros]);
      const { frames, summary } = await read(bomb);
      expect(frames).toHaveLength(3);
      expect(summary.warnings.at(-1)).toMatch(
        /^The zstd data grows without end: it is not read further, at byte \d+ of \d+/,
      );
    },
  );

  test('whose beginning is damaged is no input', async () => {
    const damaged = compressed('gzip', capture).fill(0xff, 10, 200);
    await expect(read(damaged)).rejects.toMatchObject({ name: 'InputError', code: 'not-readable' });
  });
});
