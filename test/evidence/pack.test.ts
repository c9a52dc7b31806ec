/** Evidence packs of real incidents: they say what the capture said, and Wireshark reads them without a complaint. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { zipPack } from '../../src/evidence/evidence-pack.ts';
import { harmfulIncidents } from '../../src/report/headline.ts';
import { readCapture } from '../build/read-capture.ts';
import { bytesOf, captureFiles, explained, packOf, ways } from './captures.ts';

const hasTshark = spawnSync('tshark', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'whyreset-packs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const captures = captureFiles(6).map((file) => ({ name: basename(file), whole: explained(bytesOf(file)) }));
const incidents = captures.flatMap(({ name, whole }) =>
  harmfulIncidents(whole.document).map((incident) => ({
    name: `${name}: ${incident.cause}`,
    whole,
    incident,
  })),
);

describe.each(ways)('$name', ({ options }) => {
  test.each(incidents)('every connection keeps its verdict: $name', ({ whole, incident }) => {
    const pack = packOf(whole, incident, options());
    expect(pack.check.differences).toEqual([]);
    expect(pack.concerned).toEqual([...incident.streams].sort((a, b) => a - b));
    const [again] = harmfulIncidents(explained(pack.capture).document).filter(
      ({ cause }) => cause === incident.cause,
    );
    expect(again).toMatchObject({ connections: incident.connections, requestsHurt: incident.requestsHurt });
  });
});

describe.each(ways.filter(({ name }) => name !== 'payload kept'))('$name', ({ options }) => {
  // What is kept is as it was captured, with whatever tshark says of the original.
  test.runIf(hasTshark)('tshark finds no damage and no wrong checksum', () => {
    const packs = incidents.filter((_, index) => index % 5 === 0);
    for (const [index, { whole, incident }] of packs.entries()) {
      const file = join(folder, `${index}.pcapng`);
      writeFileSync(file, packOf(whole, incident, options()).capture);
      expect(complaintsOf(file)).toBe('');
    }
  });
});

/** Frames that tshark calls malformed, or whose checksums it calculates otherwise; those of cut frames it cannot. */
function complaintsOf(file: string): string {
  const wrong = '_ws.malformed or ip.checksum.status == 0 or tcp.checksum.status == 0';
  return execFileSync(
    'tshark',
    ['-n', '-r', file, '-o', 'ip.check_checksum:TRUE', '-o', 'tcp.check_checksum:TRUE', '-Y', wrong],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
}

/** The page without its script, which a report is written into. */
const page = readFileSync(new URL('../../src/web/page.html', import.meta.url), 'utf8').replace(
  '"CAUSES"',
  '{}',
);

describe('a pack', () => {
  const { whole, incident } = incidents[0] as (typeof incidents)[0];

  test('has frames of the original, at their times, each with its number', () => {
    const pack = packOf(whole, incident, { keepPayload: true, pseudonyms: null });
    const originals = new Map(readCapture(whole.capture).frames.map((frame) => [frame.frameNumber, frame]));
    const text = new TextDecoder('latin1').decode(pack.capture);
    const numbers = [...text.matchAll(/frame (\d+), stream \d+ of the original capture/g)].map(([, n]) =>
      Number(n),
    );
    const { frames, summary } = readCapture(pack.capture);
    expect(numbers).toHaveLength(frames.length);
    expect(summary).toMatchObject({ format: 'pcapng', warnings: [], truncated: false });
    const firstNs = originals.get(numbers[0] as number)?.timeNs ?? 0;
    for (const [index, frame] of frames.entries()) {
      const original = originals.get(numbers[index] as number);
      expect(frame.bytes).toEqual(original?.bytes);
      expect(frame.timeNs).toBe((original?.timeNs ?? 0) - firstNs);
    }
  });

  test('is a zip with the capture, the report and what to do with them', () => {
    const options = { keepPayload: false, pseudonyms: null };
    const files = unzipSync(zipPack(packOf(whole, incident, options), options, page));
    const textOf = (name: string): string => new TextDecoder().decode(files[name]);
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['README.txt', 'capture.pcapng', 'report.html', 'report.md']),
    );
    expect(textOf('README.txt')).toContain('whyreset explain capture.pcapng');
    expect(textOf('README.txt')).toContain(
      'every connection has the verdict that\nit had in the whole capture',
    );
    expect(textOf('report.md')).toContain(incident.cause);
    for (const name of ['report.md', 'report.html']) expect(textOf(name)).not.toContain('/home/someone');
    expect(textOf('report.html')).toContain(`"stream":${incident.exampleStream},`);
  });

  test('is the same, byte for byte, when it is made again', () => {
    const options = { keepPayload: false, pseudonyms: null };
    const [one, other] = [0, 1].map(() => zipPack(packOf(whole, incident, options), options, page));
    expect(one).toEqual(other);
  });
});
