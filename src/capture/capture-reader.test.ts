import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  concatBytes,
  pcapngDrops,
  pcapngNames,
  pcapngTlsKeyLog,
  writePcap,
  writePcapng,
  writeSnoop,
} from '../../test/build/capture-files.ts';
import { sampleFrames } from '../../test/build/frame-samples.ts';
import { readCapture } from '../../test/build/read-capture.ts';
import { createCaptureReader } from './capture-reader.ts';

const frames = sampleFrames(40);
const names = pcapngNames([{ address: Uint8Array.of(127, 0, 0, 1), name: 'localhost' }]);
const captures: Readonly<Record<string, Uint8Array>> = {
  pcap: writePcap(frames),
  'pcap, modified': writePcap(frames, { modified: true, bigEndian: true }),
  pcapng: concatBytes([
    writePcapng(frames, { before: [names], after: [pcapngDrops(0, 1, 2)], interfaces: [{ resolution: 9 }] }),
    writePcapng(frames, { bigEndian: true, packets: 'obsolete' }),
    writePcapng(frames, { packets: 'simple' }),
  ]),
  snoop: writeSnoop(frames),
};
const anyCapture = fc.constantFrom(...Object.values(captures));

/** Overwrites a few stretches of a capture, and cuts it. */
const damagedCapture = fc
  .tuple(
    anyCapture,
    fc.array(fc.record({ at: fc.nat(), bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }) }), {
      maxLength: 6,
    }),
    fc.option(fc.nat()),
  )
  .map(([capture, overwrites, cut]) => {
    const bytes = capture.slice(0, cut === null ? capture.length : cut % (capture.length + 1));
    for (const { at, bytes: by } of overwrites) {
      const start = bytes.length === 0 ? 0 : at % bytes.length;
      bytes.set(by.subarray(0, bytes.length - start), start);
    }
    return bytes;
  });

describe('a capture in pieces', () => {
  test.each(Object.keys(captures))('gives the same frames one byte at a time (%s)', (name) => {
    const capture = captures[name] as Uint8Array;
    expect(readCapture(capture, 1)).toEqual(readCapture(capture));
  });

  test('gives the same frames however it is cut into pieces', () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(anyCapture, pieces, (capture, lengths) => {
        expect(readCapture(capture, lengths)).toEqual(readCapture(capture));
      }),
    );
  });

  test('gives the same frames and warnings when it is damaged, too', () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(damagedCapture, pieces, (capture, lengths) => {
        expect(readCapture(capture, lengths)).toEqual(readCapture(capture));
      }),
      { numRuns: 500 },
    );
  });

  test('may be pushed twice before its frames are taken', () => {
    const capture = captures.pcapng as Uint8Array;
    const reader = createCaptureReader();
    reader.push(capture.slice(0, 500));
    reader.push(capture.slice(500));
    let count = 0;
    while (reader.next()) count++;
    expect(count).toBe(120);
  });

  test('tells its frames so far at any time', () => {
    const reader = createCaptureReader();
    expect(reader.summary).toMatchObject({ format: 'unknown', frames: 0 });
    reader.push(captures.pcap as Uint8Array);
    for (let i = 0; i < 3; i++) reader.next();
    expect(reader.summary).toMatchObject({ format: 'pcap', frames: 3 });
  });
});

describe('any bytes', () => {
  test('are read to the end without an exception', () => {
    fc.assert(
      fc.property(damagedCapture, (bytes) => {
        const read = readCapture(bytes, 1000);
        for (const frame of read.frames) expect(Number.isFinite(frame.timeNs)).toBe(true);
        expect(read.summary.warnings.length).toBeLessThan(25);
      }),
      { numRuns: 1000 },
    );
  });

  test('that are no capture are named as such', () => {
    const { frames, summary } = readCapture(new TextEncoder().encode('<html><body>Not found</body></html>'));
    expect(frames).toEqual([]);
    expect(summary).toMatchObject({
      format: 'unknown',
      warnings: ['This is not a packet capture: pcap, pcapng and snoop are read.'],
    });
  });

  test('too few to be a capture are named as such', () => {
    for (let length = 0; length < 24; length++) {
      const { summary } = readCapture((captures.pcap as Uint8Array).subarray(0, length));
      expect(summary.warnings).toEqual(['The capture ends within its file header.']);
    }
  });

  test('that damage a capture in a million places make few warnings and cost little time', () => {
    const bytes = writePcap(sampleFrames(20_000));
    for (let at = 24 + 500; at < bytes.length; at += 500) bytes.fill(0xff, at, at + 16);
    const { summary } = readCapture(bytes, 65_536);
    expect(summary.warnings).toHaveLength(21);
  });

  test('that are nothing but metadata are read in time that grows with their length only', () => {
    const section = writePcapng([]);
    for (const block of [section, names, pcapngDrops(0, 1, 2), pcapngTlsKeyLog('a')]) {
      const many = concatBytes([section, ...Array.from({ length: 200_000 }, () => block)]);
      const { frames, summary } = readCapture(many, 1 << 20);
      expect(frames).toEqual([]);
      expect(summary.warnings).toEqual([]);
    }
  });
});
