/**
 * Our connections beside tshark's streams (4.0), on captures from the test suites of other projects. They are not
 * part of the repository. What differs for a reason is listed here and explained in docs/wireshark-parity.md.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type ConnectionLine, createAnalyzer } from '../src/engine/index.ts';
import { readCaptures } from '../src/node/capture-source.ts';

const folder = fileURLToPath(new URL('../../shared/captures/oracle/', import.meta.url));
const suffix = '.oracle.json';
const page = fileURLToPath(new URL('../docs/wireshark-parity.md', import.meta.url));

/** Facts that differ on purpose, by capture; each capture has its paragraph on the page. */
const known: Record<string, readonly (keyof Facts)[]> = {
  'tls_DER-incomplete-content.pcap': ['frames', 'payload', 'rst', 'fin', 'retransmissions', 'duplicateAcks'],
};

interface Direction {
  packets: number;
  payload: number;
  rst: number;
  fin: number;
}

interface OracleStream {
  stream: number;
  a: string;
  b: string;
  a_to_b: Direction;
  b_to_a: Direction;
  rst_frames: { frame: number }[];
  analysis: Record<string, { a_to_b: number; b_to_a: number }>;
}

interface Facts {
  ends: string[];
  frames: Record<string, number>;
  payload: Record<string, number>;
  rst: number[] | number;
  fin: string[];
  retransmissions: number;
  outOfOrder: number;
  duplicateAcks: number;
  zeroWindows: number;
  keepAlives: number;
}

/** tshark lists the first RSTs of a storm only, and counts all. */
function factsOfOracle(stream: OracleStream): Facts {
  const { a, b, a_to_b: ab, b_to_a: ba, analysis } = stream;
  const sum = (flag: string): number => (analysis[flag]?.a_to_b ?? 0) + (analysis[flag]?.b_to_a ?? 0);
  const resets = ab.rst + ba.rst;
  const listed = stream.rst_frames.map(({ frame }) => frame);
  return {
    ends: [a, b].sort(),
    frames: { [a]: ab.packets, [b]: ba.packets },
    payload: { [a]: ab.payload, [b]: ba.payload },
    rst: resets > listed.length ? resets : listed,
    fin: [...(ab.fin > 0 ? [a] : []), ...(ba.fin > 0 ? [b] : [])].sort(),
    // Fast and spurious ones carry tcp.analysis.retransmission as well.
    retransmissions: sum('retransmission'),
    outOfOrder: sum('out_of_order'),
    duplicateAcks: sum('duplicate_ack'),
    zeroWindows: sum('zero_window'),
    keepAlives: sum('keep_alive'),
  };
}

function factsOfLine(line: ConnectionLine, oracle: Facts): Facts {
  const name = ({ address, port }: ConnectionLine['client']): string =>
    address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  const ends = { client: name(line.client), server: name(line.server) };
  const { retransmissions, outOfOrder, duplicateAcks, zeroWindows, keepAlives } = line;
  const frames = line.rstFrames.map(({ frame }) => frame);
  return {
    ends: [ends.client, ends.server].sort(),
    frames: { [ends.client]: line.frames.client, [ends.server]: line.frames.server },
    payload: { [ends.client]: line.bytes.client, [ends.server]: line.bytes.server },
    rst: typeof oracle.rst === 'number' ? frames.length : frames,
    fin: line.finFrom.map((side) => ends[side]).sort(),
    retransmissions,
    outOfOrder,
    duplicateAcks,
    zeroWindows,
    keepAlives,
  };
}

async function linesOf(name: string): Promise<ConnectionLine[]> {
  const analyzer = createAnalyzer();
  const { summary } = await readCaptures([`${folder}${name}`], analyzer, {});
  return [...analyzer.finish(summary).connections()];
}

const captures = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith(suffix))
      .map((name) => name.slice(0, -suffix.length))
  : [];

describe.skipIf(captures.length === 0)('connections are those of tshark', () => {
  test.each(captures.length === 0 ? ['no captures here'] : captures)('%s', async (name) => {
    const { streams } = JSON.parse(readFileSync(`${folder}${name}${suffix}`, 'utf8'));
    const lines = streams.length === 0 ? [] : await linesOf(name);
    expect(lines.map(({ stream }) => stream)).toEqual(streams.map(({ stream }: OracleStream) => stream));
    for (const [index, line] of lines.entries()) {
      const wanted = factsOfOracle(streams[index]);
      const got = factsOfLine(line, wanted);
      for (const fact of known[name] ?? []) delete wanted[fact];
      expect(got, `stream ${line.stream}`).toMatchObject(wanted);
    }
  });
});

test('every known difference is explained on the page', () => {
  const text = readFileSync(page, 'utf8');
  expect(Object.keys(known).filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
