/**
 * Wireshark is the second opinion: every segment of every capture, and of built frames with all tunnels and link layers,
 * as tshark has it. Captures of others are not part of the project; without them that half is not run.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { writePcap } from '../build/capture-files.ts';
import { tcpPacket } from '../build/frames.ts';
import { links, segmentOptions, tunnels } from './arbitraries.ts';
import { hasTshark, readBytes, segmentsByDecoder, segmentsByTshark } from './tshark.ts';

const oracle = new URL('../../../shared/captures/oracle/', import.meta.url).pathname;
const captures = readdirOrNothing(oracle).filter((name) => !/\.(json|tsv)$/.test(name));
const folder = mkdtempSync(join(tmpdir(), 'whyreset-wire-'));
afterAll(() => rmSync(folder, { recursive: true }));

function readdirOrNothing(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

describe.skipIf(!hasTshark || captures.length === 0)('captures of others', () => {
  test.each(captures)('%s', async (name) => {
    const file = join(oracle, name);
    const { frames, segments } = await segmentsByTshark(file);
    expect(segmentsByDecoder(readBytes(file), frames)).toEqual(segments);
  });
});

describe.skipIf(!hasTshark)('built frames', () => {
  test.each(Object.entries(links))('every tunnel over %s', async (name, { linkType, wrap }) => {
    const packets = fc.sample(segmentOptions, { seed: 1, numRuns: 8 }).map(tcpPacket);
    const wrapped = packets.flatMap((packet) => [
      packet,
      ...Object.values(tunnels).map((tunnel) => tunnel(packet)),
    ]);
    const frames = wrapped.map((packet) => ({ timeNs: 0n, bytes: wrap(packet) }));
    const capture = writePcap(frames, { linkType });
    const file = join(folder, `${name}.pcap`);
    writeFileSync(file, capture);
    const { segments } = await segmentsByTshark(file);
    expect(segments.length).toBe(frames.length);
    expect(segmentsByDecoder(capture, frames.length)).toEqual(segments);
  });
});
