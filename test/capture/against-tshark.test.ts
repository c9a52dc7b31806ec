/** Frames as tshark reads them: number, time, lengths. The captures are not part of the repository. */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { concatBytes, pcapngBlock, writePcapng } from '../build/capture-files.ts';
import { sampleFrames } from '../build/frame-samples.ts';
import { readCapture } from '../build/read-capture.ts';

const folder = fileURLToPath(new URL('../../../shared/captures/oracle/', import.meta.url));
const files = existsSync(folder)
  ? readdirSync(folder).filter((name) => /\.(pcap|pcapng|snoop)$/.test(name))
  : [];
const hasTshark = spawnSync('tshark', ['--version']).status === 0;
/** Times are kept as numbers of nanoseconds since the first frame, which are exact for 104 days. */
const EXACT_NS = 2 ** 53;

interface FrameLine {
  number: number;
  /** Null for simple packets, which have none. */
  epochNs: bigint | null;
  capturedLength: number;
  originalLength: number;
}

/** tshark ends with an error code at a damaged frame and has said all before it. */
function framesByTshark(file: string): Promise<FrameLine[]> {
  const fields = ['frame.number', 'frame.time_epoch', 'frame.cap_len', 'frame.len'];
  const options = ['-n', '-r', file, '-T', 'fields', ...fields.flatMap((name) => ['-e', name])];
  return new Promise((resolve) => {
    execFile('tshark', options, { maxBuffer: 1 << 28 }, (_error, stdout) => {
      resolve(stdout.split('\n').slice(0, -1).map(parseLine));
    });
  });
}

function parseLine(line: string): FrameLine {
  const [number, time = '', captured, original] = line.split('\t');
  const [, sign, seconds, fraction] = /^(-?)(\d+)\.(\d{9})$/.exec(time) ?? [];
  const epochNs = seconds === undefined ? null : BigInt(`${sign}${seconds}${fraction}`);
  return {
    number: Number(number),
    epochNs,
    capturedLength: Number(captured),
    originalLength: Number(original),
  };
}

async function compare(file: string): Promise<void> {
  const expected = await framesByTshark(file);
  const { frames, summary } = readCapture(Uint8Array.from(readFileSync(file)), 10_000);
  expect(frames.length > 0).toBe(expected.length > 0);
  const ours = new Map(frames.map((frame) => [frame.frameNumber, frame]));
  for (const { number, epochNs, capturedLength, originalLength } of expected) {
    const frame = ours.get(number);
    expect(frame).toMatchObject({ frameNumber: number, originalLength });
    expect(frame?.bytes.length).toBe(capturedLength);
    const sinceFirst = epochNs === null ? null : Number(epochNs - summary.epochNs);
    if (sinceFirst !== null && Math.abs(sinceFirst) < EXACT_NS) expect(frame?.timeNs).toBe(sinceFirst);
  }
}

describe.skipIf(!hasTshark || files.length === 0)('frames are those that tshark reads', () => {
  test.each(files)('in %s', (file) => compare(folder + file));
});

describe.skipIf(!hasTshark)('frames are those that tshark reads from a built pcapng file', () => {
  const built = sampleFrames(5);
  const ours = mkdtempSync(join(tmpdir(), 'whyreset-capture-'));
  afterAll(() => rmSync(ours, { recursive: true }));

  function save(capture: Uint8Array): string {
    const file = join(ours, 'built.pcapng');
    writeFileSync(file, capture);
    return file;
  }

  test('with unusual clock units and offsets', async () => {
    const interfaces = [
      { resolution: 9 },
      { resolution: 0x80 | 20 },
      { offsetSeconds: 1000n },
      { resolution: 3 },
    ];
    const spread = built.map((frame, index) => ({ ...frame, interfaceId: index % 4 }));
    await compare(save(writePcapng(spread, { interfaces })));
  });

  test('in several sections of either byte order', async () => {
    const second = writePcapng(built, { bigEndian: true, packets: 'obsolete' });
    await compare(save(concatBytes([writePcapng(built), second])));
  });

  test('of simple packets', () =>
    compare(save(writePcapng(built, { packets: 'simple', interfaces: [{ snapLength: 64 }] }))));

  test('behind blocks that are numbered', async () => {
    const custom = pcapngBlock(0x0bad, (out) => out.u32(32_473).u32(1));
    const capture = writePcapng(built, { before: [custom] });
    const numbers = (await framesByTshark(save(capture))).map((frame) => frame.number);
    expect(numbers.slice(1)).toEqual(readCapture(capture).frames.map((frame) => frame.frameNumber));
  });
});
