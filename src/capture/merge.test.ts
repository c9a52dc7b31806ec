import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BuiltFrame,
  pcapngDrops,
  pcapngNames,
  writePcap,
  writePcapng,
} from '../../test/build/capture-files.ts';
import { SAMPLE_EPOCH_NS, sampleFrames } from '../../test/build/frame-samples.ts';
import { type ReadFrame, takeFrames } from '../../test/build/read-capture.ts';
import type { CaptureSummary } from './frame-cursor.ts';
import { MergedFrames } from './merge.ts';

/** Reads captures as one, `pieceLength` bytes at a time; they come in order of their first frames. */
function merge(captures: readonly { epochNs: bigint; bytes: Uint8Array }[], pieceLength: number) {
  const merged = new MergedFrames(
    captures.map(({ epochNs }, place) => ({ name: `file ${place}`, epochNs, place })),
  );
  const positions = captures.map(() => 0);
  const frames: ReadFrame[] = [];
  const order: number[] = [];
  for (;;) {
    takeFrames(merged, frames);
    const source = merged.waitingFor;
    if (source < 0) return { frames, summary: merged.summary as CaptureSummary, order };
    const at = positions[source] ?? 0;
    const bytes = captures[source]?.bytes.slice(at, at + pieceLength) ?? new Uint8Array(0);
    if (order.at(-1) !== source) order.push(source);
    if (bytes.length === 0) merged.finish();
    else merged.push(bytes);
    positions[source] = at + bytes.length;
  }
}

const capture = (frames: readonly BuiltFrame[]) => ({
  epochNs: frames[0]?.timeNs ?? 0n,
  bytes: writePcap(frames, { nanoseconds: true }),
});

describe('captures read as one', () => {
  test('are in order of time and numbered anew', () => {
    const first = sampleFrames(5, SAMPLE_EPOCH_NS, 10n);
    const second = sampleFrames(5, SAMPLE_EPOCH_NS + 5n, 10n);
    const { frames, summary } = merge([capture(first), capture(second)], 1000);
    expect(frames.map((frame) => frame.timeNs)).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45]);
    expect(frames.map((frame) => frame.frameNumber)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(summary).toMatchObject({ epochNs: SAMPLE_EPOCH_NS, frames: 10, format: 'pcap', warnings: [] });
  });

  test('are those of a stable sort by time, the last file first, however they overlap', () => {
    const files = fc.array(
      fc.record({
        startNs: fc.bigInt(0n, 300n),
        stepsNs: fc.array(fc.bigInt(0n, 60n), { minLength: 1, maxLength: 30 }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(files, fc.integer({ min: 1, max: 4000 }), (made, pieceLength) => {
        const built = made
          .map(({ startNs, stepsNs }, file) => {
            let timeNs = SAMPLE_EPOCH_NS + startNs;
            return stepsNs.map((stepNs, index) => {
              const frame = { timeNs, bytes: Uint8Array.of(file, index, ...new Uint8Array(60)) };
              timeNs += stepNs;
              return frame;
            });
          })
          .sort((a, b) => Number((a[0]?.timeNs ?? 0n) - (b[0]?.timeNs ?? 0n)));
        const expected = built
          .toReversed()
          .flat()
          .sort((a, b) => Number(a.timeNs - b.timeNs));
        const { frames } = merge(built.map(capture), pieceLength);
        expect(frames.map((frame) => frame.bytes)).toEqual(expected.map((frame) => frame.bytes));
      }),
    );
  });

  test('keep the order within a file whose clock went backwards', () => {
    const built = [100n, 50n, 200n].map((timeNs) => ({ timeNs, bytes: Uint8Array.of(Number(timeNs)) }));
    const other = [{ timeNs: 120n, bytes: Uint8Array.of(120) }];
    const { frames } = merge([capture(built), capture(other)], 100);
    expect(frames.map((frame) => frame.bytes[0])).toEqual([100, 50, 120, 200]);
  });

  test('are opened one after the other when they follow each other in time', () => {
    const ring = [0, 1, 2, 3].map((index) =>
      capture(sampleFrames(100, SAMPLE_EPOCH_NS + BigInt(index) * 1_000_000_000n)),
    );
    expect(merge(ring, 1000).order).toEqual([0, 1, 2, 3]);
  });

  test('may be of different formats; what they tell is put together', () => {
    const names = pcapngNames([{ address: Uint8Array.of(10, 0, 0, 1), name: 'gateway' }]);
    const second = writePcapng(sampleFrames(2, SAMPLE_EPOCH_NS + 1n), {
      before: [names],
      after: [pcapngDrops(0, 1, 2)],
    });
    const cut = { epochNs: SAMPLE_EPOCH_NS, bytes: writePcap(sampleFrames(3)).subarray(0, -1) };
    const { summary } = merge([cut, { epochNs: SAMPLE_EPOCH_NS + 1n, bytes: second }], 64);
    expect(summary).toMatchObject({ format: 'pcap, pcapng', frames: 4, truncated: true, droppedFrames: 3 });
    expect(summary.names.get('10.0.0.1')).toBe('gateway');
    expect(summary.framesByLinkType).toEqual(new Map([[1, 4]]));
    expect(summary.warnings).toEqual([
      expect.stringMatching(
        /^file 0: The capture is cut short in the middle of a frame, at byte \d+, after frame 2\.$/,
      ),
    ]);
  });

  test('may be none', () => {
    expect(merge([], 1).frames).toEqual([]);
  });
});
