import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeSegment } from '../../test/build/decoded.ts';
import { ethernet, tcpFrame, timestamps } from '../../test/build/frames.ts';
import { packet4, packet6, tunnel4 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';
import { FrameDecoder } from './frame-decoder.ts';

const samples = [
  ethernet(packet4),
  ethernet(packet6),
  tcpFrame({ ...tunnel4, sport: 1, dport: 2, options: timestamps(1, 2), ipOptions: [1, 1, 1, 0] }),
];

/** A sample with some bytes changed, cut, and with another original length. */
const changedFrame = fc
  .record({
    bytes: fc.constantFrom(...samples),
    changes: fc.array(fc.tuple(fc.nat(70), fc.nat(255)), { maxLength: 3 }),
    captured: fc.option(fc.nat(100), { nil: 1000 }),
    extra: fc.oneof(fc.constant(0), fc.integer({ min: -20, max: 2000 })),
  })
  .map(({ bytes, changes, captured, extra }) => {
    const copy = bytes.slice(0, captured);
    for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
    return { bytes: copy, originalLength: Math.max(0, copy.length + extra) };
  });

/** All that a consumer can see. */
function visible(decoder: FrameDecoder, status: DecodeStatus): unknown {
  const { malformedSegment, originalFrameLength } = decoder;
  if (status !== DecodeStatus.Tcp) return { status, malformedSegment, originalFrameLength };
  const { ipVersion, ipOffset, tcpOffset, ipId, dontFragment, payloadOffset, vlanId, etherSourceLow } =
    decoder;
  const segment = describeSegment(decoder);
  return {
    ...{ status, malformedSegment, originalFrameLength, segment, ipVersion, ipOffset, tcpOffset, ipId },
    ...{ dontFragment, payloadOffset, vlanId, etherSourceLow, ttl: decoder.ttl, counters: decoder.counters },
    ...{ timestamps: decoder.tcp.hasTimestamps, value: decoder.tcp.timestampValue },
  };
}

test('the short way for plain frames and the walk say the same of any frame', () => {
  fc.assert(
    fc.property(changedFrame, ({ bytes, originalLength }) => {
      const view = new DataView(bytes.buffer);
      const short = new FrameDecoder();
      const walk = new FrameDecoder();
      const shortStatus = short.decode(view, 0, bytes.length, originalLength, 1, 1);
      const walkStatus = walk.decodeByWalk(view, 0, bytes.length, originalLength, 1, 1);
      expect(visible(short, shortStatus)).toEqual(visible(walk, walkStatus));
    }),
    { numRuns: 5000 },
  );
});

test('offsets are absolute in the view that the frame lies in', () => {
  const frame = ethernet(packet4);
  const bytes = new Uint8Array(1000 + frame.length);
  bytes.set(frame, 1000);
  const decoder = new FrameDecoder();
  const view = new DataView(bytes.buffer);
  expect(decoder.decode(view, 1000, frame.length, frame.length, 1, 1)).toBe(DecodeStatus.Tcp);
  expect(decoder).toMatchObject({ ipOffset: 1014, tcpOffset: 1034, payloadOffset: 1054 });
  expect(decoder.view).toBe(view);
});

test('a view that does not start at the start of its buffer is read at its own offsets', () => {
  const frame = ethernet(packet4);
  const bytes = new Uint8Array(64 + frame.length);
  bytes.set(frame, 64);
  const decoder = new FrameDecoder();
  decoder.decode(new DataView(bytes.buffer, 64), 0, frame.length, frame.length, 1, 1);
  expect(decoder.ipOffset).toBe(14);
  expect(describeSegment(decoder).sport).toBe(51_234);
});
