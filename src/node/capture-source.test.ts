import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { writePcap, writePcapng, writeSnoop } from '../../test/build/capture-files.ts';
import { SAMPLE_EPOCH_NS, sampleFrames } from '../../test/build/frame-samples.ts';
import { consumerOf, type ReadFrame, readCapture } from '../../test/build/read-capture.ts';
import type { CapturesRead } from '../input/capture-reading.ts';
import { readCaptures } from './capture-source.ts';
import { inputErrorOf } from './input-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'whyreset-node-'));
afterAll(() => rmSync(folder, { recursive: true }));

function save(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function read(...paths: string[]): Promise<CapturesRead & { frames: ReadFrame[] }> {
  const frames: ReadFrame[] = [];
  const result = await readCaptures(paths, consumerOf(frames));
  return { ...result, frames };
}

const second = 1_000_000_000n;
const built = sampleFrames(5000);
const capture = writePcap(built);

describe('a capture', () => {
  test('is read from a file', async () => {
    const path = save('plain.pcap', capture);
    const { frames, summary, files } = await read(path);
    expect(frames).toEqual(readCapture(capture).frames);
    expect(summary).toMatchObject({ format: 'pcap', frames: 5000, epochNs: SAMPLE_EPOCH_NS, warnings: [] });
    expect(files).toEqual([path]);
  });

  test('is read from a named pipe, however it trickles in', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const script = `head -c 5 '${save('trickle.pcap', capture)}'; sleep 0.1; tail -c +6 '${join(folder, 'trickle.pcap')}'`;
    spawn('sh', ['-c', `(${script}) > '${pipe}'`]);
    expect((await read(pipe)).frames).toHaveLength(5000);
  });

  test('tells how much of it has been read', async () => {
    const path = save('progress.pcap.gz', gzipSync(capture));
    const seen: [number, number | null][] = [];
    await readCaptures([path], consumerOf([]), {
      onProgress: (...report) => seen.push(report),
    });
    const { length } = gzipSync(capture);
    expect(seen.at(-1)).toEqual([length, length]);
  });
});

describe('several captures', () => {
  test('of a ring are read in order of time, whatever their names', async () => {
    const parts = [0, 1, 2].map((index) => writePcap(built.slice(index * 1000, (index + 1) * 1000)));
    const paths = ['c.pcap', 'a.pcap', 'b.pcap.gz'].map((name, index) => {
      const part = parts[index] as Uint8Array;
      return save(name, name.endsWith('.gz') ? gzipSync(part) : part);
    });
    const { frames, summary, files } = await read(...[...paths].sort());
    expect(files).toEqual(paths);
    expect(frames).toEqual(readCapture(writePcap(built.slice(0, 3000))).frames);
    expect(summary).toMatchObject({ format: 'pcap', frames: 3000, epochNs: SAMPLE_EPOCH_NS, warnings: [] });
  });

  test('of different formats that were taken at the same time are merged', async () => {
    const even = built.filter((_, index) => index % 2 === 0);
    const odd = built.filter((_, index) => index % 2 === 1);
    const { frames, summary } = await read(
      save('odd.pcapng', writePcapng(odd)),
      save('even.snoop', writeSnoop(even)),
    );
    expect(frames).toEqual(readCapture(capture).frames);
    expect(summary.format).toBe('snoop, pcapng');
  });

  test('may end with an empty one, and be given twice', async () => {
    const first = save('ring.pcap0', writePcap(sampleFrames(2)));
    const newest = save('ring.pcap1', '');
    const { frames, summary, files } = await read(first, newest, first);
    expect(frames).toHaveLength(2);
    expect(files).toEqual([first]);
    expect(summary.warnings).toEqual([
      `${newest} is empty: the program that captures has not written anything to it (yet).`,
      `${first} was given twice: it is read once.`,
    ]);
  });

  test('may hold one without frames, which is read last', async () => {
    const none = save('none.pcapng', writePcapng([]));
    const some = save('some.pcap', writePcap(sampleFrames(2, 5n * second)));
    const { frames, files, summary } = await read(none, some);
    expect(frames).toHaveLength(2);
    expect(files).toEqual([some, none]);
    expect(summary.warnings).toEqual([]);
  });

  test('name the one that is damaged', async () => {
    const cut = save('cut.pcap', capture.subarray(0, capture.length - 1));
    const { summary } = await read(cut, save('whole.pcap', capture));
    expect(summary.truncated).toBe(true);
    expect(summary.warnings).toEqual([
      expect.stringContaining(`${cut}: The capture is cut short in the middle of a frame`),
    ]);
  });

  test.skipIf(spawnSync('mergecap', ['--version']).status !== 0)('are merged as mergecap does', async () => {
    const paths = [0, 1, 2, 3].map((index) => {
      const frames = sampleFrames(
        200,
        SAMPLE_EPOCH_NS + BigInt(index % 2) * 50_000_000n,
        BigInt(index + 1) * 500_000n,
      );
      const marked = frames.map(({ timeNs, bytes }) => ({ timeNs, bytes: Uint8Array.of(index, ...bytes) }));
      return save(`merge${index}.pcap`, writePcap(marked));
    });
    const together = execFileSync('mergecap', ['-w', '-', ...paths], { maxBuffer: 1 << 28 });
    const expected = readCapture(Uint8Array.from(together));
    const { frames } = await read(...paths);
    expect(frames.map((frame) => frame.timeNs)).toEqual(expected.frames.map((frame) => frame.timeNs));
    expect(frames.map((frame) => frame.bytes)).toEqual(expected.frames.map((frame) => frame.bytes));
  });
});

describe('an input that cannot be read', () => {
  mkdirSync(join(folder, 'captures'));

  test.each([
    [
      'that is missing',
      () => join(folder, 'missing.pcap'),
      'not-found',
      /^There is no file .*missing\.pcap\.$/,
    ],
    ['that is a directory', () => join(folder, 'captures'), 'is-directory', /captures\/\*\.pcap$/],
    ['that is empty', () => save('empty.pcap', ''), 'empty', /empty\.pcap is empty/],
    ['that is empty once decompressed', () => save('empty.pcap.gz', gzipSync('')), 'empty', /is empty/],
    [
      'that is text',
      () => save('notes.txt', 'hello\n'),
      'not-a-capture',
      /not a capture that can be read, but text\. pcap, pcapng/,
    ],
    [
      'that is noise',
      () => save('noise', Uint8Array.of(1, 2, 3, 255)),
      'not-a-capture',
      /is not a capture file\. pcap/,
    ],
    [
      'that is a zip archive',
      () => save('c.zip', 'PK\x03\x04..'),
      'unsupported-format',
      /zip archive\. Extract/,
    ],
    [
      'that is compressed with bzip2',
      () => save('c.bz2', 'BZh91AY&SY'),
      'unsupported-format',
      /bzip2 -dc .*c\.bz2 \| whyreset -$/,
    ],
    [
      'that is compressed twice',
      () => save('c.gz.gz', gzipSync(gzipSync(capture))),
      'unsupported-format',
      /compressed twice/,
    ],
  ])('%s', async (_, path, code, message) => {
    await expect(read(path())).rejects.toMatchObject({
      name: 'InputError',
      code,
      message: expect.stringMatching(message),
    });
  });

  test('for want of permission tells how to get it', () => {
    const error = inputErrorOf(Object.assign(new Error('EACCES'), { code: 'EACCES' }), 'root.pcap');
    expect(error.code).toBe('not-readable');
    expect(error.message).toMatch(/^No permission to read root\.pcap\..* sudo/);
  });

  test('is named even among others that can be', async () => {
    const whole = save('fine.pcap', capture);
    await expect(read(whole, join(folder, 'missing.pcap'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(read(whole, '-')).rejects.toMatchObject({ code: 'unsupported-format' });
  });

  test('is a mistake of the caller when there is none', async () => {
    await expect(read()).rejects.toThrow(TypeError);
  });
});
