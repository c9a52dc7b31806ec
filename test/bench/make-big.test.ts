/** The benchmark's own generator: its captures are the yardstick, so they must be sound themselves. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Frame, readFrames } from './read-pcap.ts';

interface TruthEvent {
  kind: string;
  stream: number;
  client: string;
  clientPort: number;
  rstBy: 'client' | 'server';
  synFrames: number[];
  requestFrames?: number[];
  finFrames?: number[];
  rstFrames: number[];
  complete: boolean;
}

interface Truth {
  packets: number;
  connections: number;
  fileBytes: number;
  rstFrames: number;
  resets: Record<string, { connections: number; rstFrames: number; byClient: number; byServer: number }>;
  events: TruthEvent[];
}

const generator = fileURLToPath(new URL('../../bench/make-big.mjs', import.meta.url));
const packets = 20_000;
const hasTshark = spawnSync('tshark', ['--version']).status === 0;

let folder: string;
let path: string;
let truth: Truth;
let frames: Frame[];

function generate(name: string, ...more: string[]): Buffer {
  const out = name === '-' ? '-' : join(folder, name);
  const run = spawnSync(process.execPath, [generator, '--out', out, ...more], { maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.stderr.toString());
  return out === '-' ? run.stdout : readFileSync(out);
}

const usual = ['--packets', String(packets), '--flows', '400'];
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const frameNumber = (number: number): Frame => frames[number - 1] as Frame;

function tsharkLines(...args: string[]): string[] {
  const run = spawnSync('tshark', ['-n', '-r', path, ...args], { maxBuffer: 1 << 28 });
  return run.stdout.toString().split('\n').filter(Boolean);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'make-big-'));
  path = join(folder, 'capture.pcap');
  frames = readFrames(generate('capture.pcap', ...usual, '--seed', '7'));
  truth = JSON.parse(readFileSync(`${path}.truth.json`, 'utf8'));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the same arguments', () => {
  test('give the same bytes, to a file and to a pipe', () => {
    const again = generate('again.pcap', ...usual, '--seed', '7');
    expect(sha256(again)).toBe(sha256(readFileSync(path)));
    expect(sha256(generate('-', ...usual, '--seed', '7'))).toBe(sha256(again));
  });

  test('with another seed give another capture', () => {
    expect(sha256(generate('other.pcap', ...usual, '--seed', '8'))).not.toBe(sha256(readFileSync(path)));
  });
});

describe('the capture', () => {
  test('holds exactly the packets asked for, in time order', () => {
    expect(frames).toHaveLength(packets);
    expect(truth.packets).toBe(packets);
    expect(truth.fileBytes).toBe(readFileSync(path).length);
    expect(frames.every((frame, i) => i === 0 || frame.timeUs >= frameNumber(i).timeUs)).toBe(true);
  });

  test('has valid IP and TCP checksums in every frame', () => {
    expect(frames.filter((frame) => !frame.checksumsValid)).toEqual([]);
  });

  test('has some, but not mostly, IPv6', () => {
    const share = frames.filter((frame) => frame.ipv6).length / packets;
    expect(share).toBeGreaterThan(0.03);
    expect(share).toBeLessThan(0.25);
  });

  test('of very many connections gives each of them a dozen packets', () => {
    generate('brief.pcap', '--packets', '24000', '--flows', '2000');
    const brief: Truth = JSON.parse(readFileSync(join(folder, 'brief.pcap.truth.json'), 'utf8'));
    expect(brief.connections).toBeGreaterThan(1900);
    expect(brief.resets.keepalive_race?.connections).toBeGreaterThan(0);
  });
});

describe('the truth file', () => {
  test('counts every RST of the capture', () => {
    expect(truth.rstFrames).toBe(frames.filter((frame) => frame.flags.includes('R')).length);
    expect(truth.events.flatMap((event) => event.rstFrames)).toHaveLength(truth.rstFrames);
  });

  test('names frames that are what it says', () => {
    for (const event of truth.events) {
      for (const number of event.rstFrames) expect(frameNumber(number).flags).toContain('R');
      for (const number of event.synFrames) expect(frameNumber(number).flags).toBe('S');
      for (const number of event.finFrames ?? []) expect(frameNumber(number).flags).toBe('FA');
      for (const number of event.rstFrames) {
        const port = event.rstBy === 'client' ? 'sourcePort' : 'destinationPort';
        expect(frameNumber(number)[port]).toBe(event.clientPort);
      }
    }
  });

  test('describes a race as a request, then the FIN it crossed, then a reset at the sequence the request acknowledged', () => {
    const races = truth.events.filter((event) => event.kind === 'keepalive_race' && event.complete);
    expect(races.length).toBeGreaterThan(0);
    for (const race of races) {
      const request = frameNumber(race.requestFrames?.[0] ?? 0);
      const fin = frameNumber(race.finFrames?.[0] ?? 0);
      const reset = frameNumber(race.rstFrames[0] ?? 0);
      expect(request.payloadLength).toBeGreaterThan(0);
      expect(fin.timeUs).toBeGreaterThan(request.timeUs);
      expect(fin.acknowledgment).toBe(request.sequence);
      expect(reset.sequence).toBe(request.acknowledgment);
    }
  });
});

describe.skipIf(!hasTshark)('to tshark', () => {
  test('no frame is malformed, no checksum bad', () => {
    const checks = ['-o', 'ip.check_checksum:TRUE', '-o', 'tcp.check_checksum:TRUE'];
    const bad =
      'ip.checksum.status==0 || tcp.checksum.status==0 || _ws.malformed || tls.ignored_unknown_record';
    expect(tsharkLines(...checks, '-Y', bad)).toEqual([]);
  });

  test('the streams and frames of the resets are those of the truth file', () => {
    const seen = tsharkLines(
      '-Y',
      'tcp.flags.reset==1',
      '-T',
      'fields',
      '-e',
      'frame.number',
      '-e',
      'tcp.stream',
    );
    const said = truth.events.flatMap((event) =>
      event.rstFrames.map((frame) => [frame, event.stream] as const),
    );
    said.sort(([a], [b]) => a - b);
    expect(seen).toEqual(said.map(([frame, stream]) => `${frame}\t${stream}`));
  });

  test('every full connection opens with a ClientHello that names its server, and a ServerHello', () => {
    const names = tsharkLines(
      '-Y',
      'tls.handshake.type==1',
      '-T',
      'fields',
      '-e',
      'tls.handshake.extensions_server_name',
    );
    expect(names.length).toBeGreaterThan(300);
    expect(names.every((name) => /^api\d\d\.example\.net$/.test(name))).toBe(true);
    expect(tsharkLines('-Y', 'tls.handshake.type==2').length).toBeGreaterThan(300);
  });
});
