/** Whether the core walks over a capture's records by itself or is given frames one by one makes no difference. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCaptureReader } from '../../src/capture/capture-reader.ts';
import type { FrameStream } from '../../src/capture/frame-cursor.ts';
import { createAnalyzer } from '../../src/engine/index.ts';
import { writePcap } from '../build/capture-files.ts';
import { nullLoopback, sll, sll2, vlan } from '../build/encapsulation.ts';
import { readCapture } from '../build/read-capture.ts';
import { captureOf, usualWorld } from '../cases/capture.ts';
import { readCases } from '../cases/case-file.ts';
import { parseScript } from '../cases/script.ts';

const folder = (name: string): string => fileURLToPath(new URL(`../../${name}/`, import.meta.url));

/** The reader's frames, by somebody of whom nothing else is known. */
function oneByOne(capture: Uint8Array): FrameStream {
  const reader = createCaptureReader();
  reader.push(capture);
  reader.finish();
  return new Proxy(reader, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
    getPrototypeOf: () => null,
  });
}

function everything(
  feed: (analyzer: ReturnType<typeof createAnalyzer>) => ReturnType<typeof analyzer.finish>,
) {
  const analysis = feed(createAnalyzer({ keepAll: true }));
  return { document: analysis.document({ all: true }), connections: [...analysis.connections()] };
}

function compare(capture: Uint8Array, pieceLength = capture.length): void {
  const walked = everything((analyzer) => {
    for (let at = 0; at < capture.length; at += pieceLength)
      analyzer.push(capture.subarray(at, at + pieceLength));
    return analyzer.finish();
  });
  const given = everything((analyzer) => {
    const frames = oneByOne(capture);
    analyzer.readFrames(frames);
    return analyzer.finish(frames.summary);
  });
  expect(walked).toEqual(given);
}

test('the cases', () => {
  for (const { segments } of readCases()) compare(captureOf(parseScript(segments), usualWorld));
});

test('captures of real programs', () => {
  const lab = readdirSync(folder('test/captures/lab')).filter((name) => name.endsWith('.gz'));
  const examples = readdirSync(folder('examples')).filter((name) => name.endsWith('.pcap'));
  expect(lab.length).toBeGreaterThan(50);
  for (const name of lab)
    compare(new Uint8Array(gunzipSync(readFileSync(`${folder('test/captures/lab')}${name}`))));
  for (const name of examples) compare(new Uint8Array(readFileSync(`${folder('examples')}${name}`)));
}, 60_000);

/** The frames of a capture of Ethernet, each made into another. */
function remade(capture: Uint8Array, linkType: number, wrap: (frame: Uint8Array) => Uint8Array): Uint8Array {
  const frames = readCapture(capture).frames.map(({ timeNs, bytes }) => ({
    timeNs: BigInt(timeNs) + 1_700_000_000_000_000_000n,
    bytes: wrap(bytes),
  }));
  return writePcap(frames, { linkType });
}

const packetOf = (frame: Uint8Array): Uint8Array => frame.subarray(14);

const links: [name: string, linkType: number, wrap: (frame: Uint8Array) => Uint8Array][] = [
  ['one VLAN tag', 1, (frame) => vlan(frame, 7)],
  ['two VLAN tags', 1, (frame) => vlan(vlan(frame, 7), 8)],
  ['SLL', 113, (frame) => sll(packetOf(frame))],
  ['SLL2', 276, (frame) => sll2(packetOf(frame))],
  ['SLL2 of an interface with GRE in it', 276, (frame) => sll2(packetOf(frame), { hardwareType: 778 })],
  ['IP without a header', 101, packetOf],
  ['BSD loopback', 0, (frame) => nullLoopback(packetOf(frame), 2)],
];

test.each(links)('frames with %s', (_, linkType, wrap) => {
  for (const name of ['keepalive-race', 'idle-dropped']) {
    const capture = new Uint8Array(readFileSync(`${folder('examples')}${name}.pcap`));
    compare(remade(capture, linkType, wrap));
  }
});

test.each(links)('frames with %s and wrong bytes among their headers', (_, linkType, wrap) => {
  const [example] = readCases();
  const capture = remade(captureOf(parseScript(example?.segments ?? ''), usualWorld), linkType, wrap);
  const wrong = fc.array(fc.record({ frame: fc.nat(50), at: fc.nat(90), byte: fc.nat(255) }), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(wrong, fc.integer({ min: 0, max: 200 }), (damage, cut) => {
      const frames = readCapture(capture).frames.map(({ timeNs, bytes, originalLength }, i) => {
        const damaged = bytes.slice(0, cut === 0 ? bytes.length : Math.max(1, bytes.length - cut));
        for (const { frame, at, byte } of damage) if (frame === i && at < damaged.length) damaged[at] = byte;
        return { timeNs: BigInt(timeNs) + 1_700_000_000_000_000_000n, bytes: damaged, originalLength };
      });
      compare(writePcap(frames, { linkType }));
    }),
    { numRuns: 60 },
  );
});

test('wherever the capture is cut into pieces', () => {
  const [name] = readdirSync(folder('examples')).filter((file) => file.endsWith('.pcap'));
  const capture = new Uint8Array(readFileSync(`${folder('examples')}${name}`));
  fc.assert(
    fc.property(fc.integer({ min: 50, max: capture.length }), (length) => compare(capture, length)),
    { numRuns: 20 },
  );
});
