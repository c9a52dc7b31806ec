import { describe, expect, test } from 'vitest';
import { writeSnoop } from '../../test/build/capture-files.ts';
import { SAMPLE_EPOCH_NS, sampleFrames } from '../../test/build/frame-samples.ts';
import { readCapture } from '../../test/build/read-capture.ts';

describe('a snoop file', () => {
  const built = sampleFrames(10);

  test('is read', () => {
    const { frames, summary } = readCapture(writeSnoop(built, { drops: 7 }));
    expect(frames.map((frame) => frame.bytes)).toEqual(built.map((frame) => frame.bytes));
    expect(frames.map((frame) => frame.timeNs)).toEqual(built.map((_, index) => index * 1e6));
    expect(summary).toMatchObject({
      format: 'snoop',
      epochNs: SAMPLE_EPOCH_NS,
      frames: 10,
      droppedFrames: 7,
      warnings: [],
    });
  });

  test.each([
    [0, 1],
    [2, 6],
    [4, 1],
    [8, 10],
  ])('of data link type %i has LINKTYPE_ %i', (dataLink, linkType) => {
    expect(readCapture(writeSnoop(built, { dataLink })).summary.framesByLinkType).toEqual(
      new Map([[linkType, 10]]),
    );
  });

  test('of another data link type is read with a warning', () => {
    const { frames, summary } = readCapture(writeSnoop(built, { dataLink: 26 }));
    expect(frames).toHaveLength(10);
    expect(summary.warnings).toEqual(['The snoop data link type 26 is not known.']);
  });

  test('of another version is refused', () => {
    const bytes = writeSnoop(built);
    bytes[11] = 3;
    const { frames, summary } = readCapture(bytes);
    expect(frames).toEqual([]);
    expect(summary.warnings).toEqual(['Snoop version 3 is not read, only version 2 (RFC 1761).']);
  });

  test('loses one frame when its lengths contradict each other', () => {
    const bytes = writeSnoop(built);
    new DataView(bytes.buffer).setUint32(writeSnoop(built.slice(0, 4)).length + 8, 1_000_000);
    const { frames, summary } = readCapture(bytes);
    expect(frames).toHaveLength(9);
    expect(summary.truncated).toBe(true);
  });

  test('keeps what came before a cut', () => {
    const { frames, summary } = readCapture(writeSnoop(built).subarray(0, -1));
    expect(frames).toHaveLength(9);
    expect(summary.warnings).toHaveLength(1);
  });
});
