import { describe, expect, test } from 'vitest';
import {
  concatBytes,
  type PcapngOptions,
  pcapngBlock,
  pcapngDrops,
  pcapngNames,
  pcapngTlsKeyLog,
  writePcapng,
} from '../../test/build/capture-files.ts';
import { SAMPLE_EPOCH_NS, sampleFrames } from '../../test/build/frame-samples.ts';
import { readCapture } from '../../test/build/read-capture.ts';

describe('a pcapng file', () => {
  test.each<[string, PcapngOptions]>([
    ['little-endian', {}],
    ['big-endian', { bigEndian: true }],
    ['with nanoseconds', { interfaces: [{ resolution: 9 }] }],
    ['with milliseconds', { interfaces: [{ resolution: 3 }] }],
    ['with picoseconds', { interfaces: [{ resolution: 12, offsetSeconds: 1_769_000_000n }] }],
    ['with units of 2^-30 s', { interfaces: [{ resolution: 0x80 | 30 }] }],
    ['with a time offset', { interfaces: [{ offsetSeconds: 1_700_000_000n }] }],
    ['with a negative time offset', { interfaces: [{ offsetSeconds: -3600n }], bigEndian: true }],
    ['with obsolete packet blocks', { packets: 'obsolete' }],
    ['with obsolete packet blocks, big-endian', { packets: 'obsolete', bigEndian: true }],
  ])('is read %s', (_, options) => {
    const built = sampleFrames(20);
    const { frames, summary } = readCapture(writePcapng(built, options));
    expect(frames.map((frame) => frame.bytes)).toEqual(built.map((frame) => frame.bytes));
    expect(frames.map((frame) => frame.timeNs)).toEqual(built.map((_, index) => index * 1e6));
    expect(frames.map((frame) => frame.frameNumber)).toEqual(built.map((_, index) => index + 1));
    expect(summary).toMatchObject({
      format: 'pcapng',
      epochNs: SAMPLE_EPOCH_NS,
      frames: 20,
      truncated: false,
      warnings: [],
    });
  });

  test('may have interfaces of different link types and clock units', () => {
    const built = sampleFrames(6).map((frame, index) => ({ ...frame, interfaceId: index % 3 }));
    const interfaces = [
      { linkType: 1 },
      { linkType: 113, resolution: 9 },
      { linkType: 276, resolution: 0x80 | 33 },
    ];
    const { frames, summary } = readCapture(writePcapng(built, { interfaces }));
    expect(frames.map((frame) => frame.linkType)).toEqual([1, 113, 276, 1, 113, 276]);
    expect(frames.map((frame) => Math.round(frame.timeNs / 1e6))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(summary.framesByLinkType).toEqual(
      new Map([
        [1, 2],
        [113, 2],
        [276, 2],
      ]),
    );
  });

  test('may have sections, each with its own byte order and interfaces', () => {
    const second = sampleFrames(2, SAMPLE_EPOCH_NS + 1_000_000_000n);
    const bytes = concatBytes([
      writePcapng(sampleFrames(2)),
      writePcapng(second, { bigEndian: true, interfaces: [{ linkType: 101 }] }),
    ]);
    const { frames, summary } = readCapture(bytes);
    expect(frames.map((frame) => [frame.linkType, frame.timeNs])).toEqual([
      [1, 0],
      [1, 1e6],
      [101, 1e9],
      [101, 1.001e9],
    ]);
    expect(summary.framesByLinkType).toEqual(
      new Map([
        [1, 2],
        [101, 2],
      ]),
    );
  });

  test('gives simple packets the time of the frame before, and no more than the snap length', () => {
    const long = { timeNs: 0n, bytes: new Uint8Array(96).fill(7), originalLength: 1000 };
    const simple = writePcapng([long], { packets: 'simple', interfaces: [{ snapLength: 96 }] });
    const { frames } = readCapture(simple);
    expect(frames).toMatchObject([{ timeNs: 0, originalLength: 1000, bytes: long.bytes }]);
  });

  test('takes its epoch from the first frame that has a time', () => {
    const simple = pcapngBlock(3, (out) => out.u32(4).bytes(Uint8Array.of(1, 2, 3, 4)));
    const { frames, summary } = readCapture(writePcapng(sampleFrames(2), { before: [simple] }));
    expect(summary.epochNs).toBe(SAMPLE_EPOCH_NS);
    expect(frames.map((frame) => frame.timeNs)).toEqual([0, 0, 1e6]);
  });

  test('numbers custom and journal blocks as Wireshark does, and no other ones', () => {
    const block = (type: number): Uint8Array => pcapngBlock(type, (out) => out.u32(32_473).u32(1));
    const before = [
      block(0x0bad),
      block(0x4000_0bad),
      block(9),
      block(7),
      block(0x1234_5678),
      block(0x8000_0001),
    ];
    expect(readCapture(writePcapng(sampleFrames(1), { before })).frames[0]?.frameNumber).toBe(4);
  });

  test('tells names, TLS key logs, and the drops that each interface counted last', () => {
    const names = [
      { address: Uint8Array.of(10, 0, 3, 7), name: 'api.example.com' },
      {
        address: Uint8Array.of(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
        name: 'bücher.example',
      },
    ];
    const bytes = writePcapng(sampleFrames(1), {
      interfaces: [{}, {}],
      before: [pcapngNames(names), pcapngTlsKeyLog('CLIENT_RANDOM 00 11\n')],
      after: [pcapngDrops(0, 3, 4), pcapngDrops(0, 5, 6), pcapngDrops(1, 0, 2)],
    });
    const { summary } = readCapture(bytes);
    expect(summary.names).toEqual(
      new Map([
        ['10.0.3.7', 'api.example.com'],
        ['2001:db8::1', 'bücher.example'],
      ]),
    );
    expect(summary.tlsKeyLogs).toEqual(['CLIENT_RANDOM 00 11\n']);
    expect(summary.droppedFrames).toBe(13);
  });

  test('may hold a block of gigabytes that is not known, which is not kept', () => {
    const frames = writePcapng(sampleFrames(3));
    const head = new Uint8Array(8);
    new DataView(head.buffer).setUint32(0, 0x8000_0001, true);
    new DataView(head.buffer).setUint32(4, 40 << 20, true);
    const huge = concatBytes([writePcapng(sampleFrames(1)), head, new Uint8Array((40 << 20) - 8), frames]);
    const { frames: read, summary } = readCapture(huge, 1 << 20);
    expect(read).toHaveLength(4);
    expect(summary.warnings).toEqual([]);
  });

  test('assumes microseconds where the stated resolution is impossible', () => {
    const { frames, summary } = readCapture(
      writePcapng(sampleFrames(2), { interfaces: [{ resolution: 0x80 | 64 }] }),
    );
    expect(frames).toHaveLength(2);
    expect(summary.warnings).toEqual([
      'Interface 0 has an impossible time resolution: microseconds are assumed.',
    ]);
  });
});

describe('a damaged pcapng file', () => {
  const built = sampleFrames(10);
  const whole = writePcapng(built);
  const blockAt = (index: number): number => writePcapng(built.slice(0, index)).length;
  const survivors = (bytes: Uint8Array): number[] =>
    readCapture(bytes).frames.map(({ bytes }) =>
      built.findIndex((frame) => Buffer.compare(frame.bytes, bytes) === 0),
    );

  function damaged(index: number, field: number, value: number): Uint8Array {
    const bytes = whole.slice();
    new DataView(bytes.buffer).setUint32(blockAt(index) + field, value, true);
    return bytes;
  }

  test.each([
    ['is impossible', 4, 0xffff_fff0],
    ['is too short', 4, 16],
    ['is too large', 4, 4096],
    ['does not fit the one at the end', 4, 100],
  ])('loses one frame when a block length %s', (_, field, value) => {
    expect(survivors(damaged(4, field, value))).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9]);
  });

  test('loses one frame when its captured length is larger than its block', () => {
    const bytes = damaged(4, 20, 5000);
    expect(survivors(bytes)).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9]);
    expect(readCapture(bytes).summary.warnings).toEqual([
      `The frame at byte ${blockAt(4)}, after frame 4, says that it is longer than its block: passed over.`,
    ]);
  });

  test('loses one frame when its interface was not described', () => {
    expect(survivors(damaged(4, 8, 1))).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9]);
  });

  test('keeps what came before a cut, at whatever byte it is', () => {
    for (let length = blockAt(0); length < whole.length; length++) {
      const { frames, summary } = readCapture(whole.subarray(0, length));
      const complete = built.filter((_, index) => blockAt(index + 1) <= length).length;
      expect(frames).toHaveLength(complete);
      expect(summary.truncated).toBe(blockAt(complete) !== length);
    }
  });

  test('says so when it is cut within a block that is passed over', () => {
    const head = pcapngBlock(0x8000_0001, (out) => out.u32(0));
    new DataView(head.buffer).setUint32(4, 1 << 30, true);
    const { frames, summary } = readCapture(concatBytes([whole, head]));
    expect(frames).toHaveLength(10);
    expect(summary.truncated).toBe(true);
  });
});
