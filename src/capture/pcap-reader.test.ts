import { describe, expect, test } from 'vitest';
import { type PcapOptions, writePcap } from '../../test/build/capture-files.ts';
import { SAMPLE_EPOCH_NS, sampleFrames } from '../../test/build/frame-samples.ts';
import { readCapture } from '../../test/build/read-capture.ts';

describe('a pcap file', () => {
  test.each<[string, PcapOptions]>([
    ['little-endian', {}],
    ['big-endian', { bigEndian: true }],
    ['with nanoseconds', { nanoseconds: true }],
    ['big-endian with nanoseconds', { nanoseconds: true, bigEndian: true }],
    ["with Kuznetzov's longer frame headers", { modified: true }],
    ["big-endian with Kuznetzov's longer frame headers", { modified: true, bigEndian: true }],
  ])('is read %s', (_, options) => {
    const built = sampleFrames(20);
    const { frames, summary } = readCapture(writePcap(built, options));
    expect(frames.map((frame) => frame.bytes)).toEqual(built.map((frame) => frame.bytes));
    expect(frames.map((frame) => frame.timeNs)).toEqual(built.map((_, index) => index * 1e6));
    expect(frames.map((frame) => frame.frameNumber)).toEqual(built.map((_, index) => index + 1));
    expect(summary).toMatchObject({
      format: 'pcap',
      epochNs: SAMPLE_EPOCH_NS,
      frames: 20,
      truncated: false,
      warnings: [],
    });
    expect(summary.framesByLinkType).toEqual(new Map([[1, 20]]));
  });

  test('keeps every nanosecond', () => {
    const built = [
      { timeNs: 1_999_999_999n, bytes: Uint8Array.of(1) },
      { timeNs: 2_000_000_001n, bytes: Uint8Array.of(2) },
    ];
    const { frames, summary } = readCapture(writePcap(built, { nanoseconds: true }));
    expect(summary.epochNs).toBe(1_999_999_999n);
    expect(frames.map((frame) => frame.timeNs)).toEqual([0, 2]);
  });

  test('may have a clock that goes backwards', () => {
    const built = sampleFrames(3, SAMPLE_EPOCH_NS, -5_000_000_000n);
    expect(readCapture(writePcap(built)).frames.map((frame) => frame.timeNs)).toEqual([0, -5e9, -10e9]);
  });

  test('says how long a frame was on the wire', () => {
    const built = [{ timeNs: SAMPLE_EPOCH_NS, bytes: new Uint8Array(96), originalLength: 1514 }];
    expect(readCapture(writePcap(built)).frames[0]).toMatchObject({
      originalLength: 1514,
      bytes: new Uint8Array(96),
    });
  });

  test('has its link type below the bits that tell of the frame check sequence', () => {
    expect(readCapture(writePcap(sampleFrames(1), { linkType: 0x5400_0071 })).frames[0]?.linkType).toBe(0x71);
  });

  test('may hold frames of no bytes', () => {
    const empty = { timeNs: SAMPLE_EPOCH_NS, bytes: new Uint8Array(0), originalLength: 60 };
    expect(readCapture(writePcap([empty, ...sampleFrames(1)])).frames).toHaveLength(2);
  });
});

describe('a damaged pcap file', () => {
  const built = sampleFrames(10);
  const whole = writePcap(built);
  /** Offset of the header of the frame with this index. */
  const headerAt = (index: number): number => writePcap(built.slice(0, index)).length;
  const survivors = (bytes: Uint8Array): number[] =>
    readCapture(bytes).frames.map(({ bytes }) =>
      built.findIndex((frame) => Buffer.compare(frame.bytes, bytes) === 0),
    );

  function damaged(index: number, field: number, value: number): Uint8Array {
    const bytes = whole.slice();
    new DataView(bytes.buffer).setUint32(headerAt(index) + field, value, true);
    return bytes;
  }

  test('loses one frame when a length is impossible', () => {
    const bytes = damaged(4, 8, 0x7fff_ffff);
    expect(survivors(bytes)).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9]);
    const { summary } = readCapture(bytes);
    expect(summary.truncated).toBe(true);
    expect(summary.warnings).toEqual([
      `Damaged at byte ${headerAt(4)}: reading goes on at byte ${headerAt(5)} with frame 5. ` +
        'Frames in between are lost, and Wireshark stops at the damage.',
    ]);
  });

  test('loses one frame when a length goes beyond the end of the file', () => {
    expect(survivors(damaged(7, 8, 100_000))).toEqual([0, 1, 2, 3, 4, 5, 6, 8, 9]);
  });

  test('loses few frames when a length is a little too large', () => {
    expect(survivors(damaged(4, 8, (built[4]?.bytes.length ?? 0) + 100))).toEqual([
      0, 1, 2, 3, -1, 6, 7, 8, 9,
    ]);
  });

  test('is read on behind a hole of zeros', () => {
    const bytes = whole.slice();
    bytes.fill(0, headerAt(3), headerAt(6) + 40);
    expect(survivors(bytes)).toEqual([0, 1, 2, 7, 8, 9]);
  });

  test('is given up when nothing like a frame follows', () => {
    const noise = new Uint8Array(3 << 20).fill(0xa5);
    const { frames, summary } = readCapture(Buffer.concat([whole, noise]), 65_536);
    expect(frames).toHaveLength(10);
    expect(summary.warnings).toEqual([
      `Damaged at byte ${whole.length}, after frame 10: nothing that looks like a frame follows, so the rest is not read.`,
    ]);
  });

  test('keeps what came before a cut, at whatever byte it is', () => {
    for (let length = 24; length < whole.length; length++) {
      const { frames, summary } = readCapture(whole.subarray(0, length));
      const complete = built.filter((_, index) => headerAt(index + 1) <= length).length;
      expect(frames).toHaveLength(complete);
      const clean = headerAt(complete) === length;
      expect(summary.truncated).toBe(!clean);
      expect(summary.warnings).toEqual(
        clean
          ? []
          : [
              `The capture is cut short in the middle of a frame, at byte ${headerAt(complete)}, after frame ${complete}.`,
            ],
      );
    }
  });
});
