/**
 * No bytes make the decoder throw, and nothing that it says points outside of the frame. Frames end exactly where their
 * view ends, so that a read behind the captured bytes throws by itself.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodeStatus } from '../../src/wire/decode-status.ts';
import { FrameDecoder } from '../../src/wire/frame-decoder.ts';
import { describeSegment } from '../build/decoded.ts';
import { fragments } from '../build/frames.ts';
import { packet4, packet6 } from '../build/samples.ts';
import { type LinkFrame, links, tunnels } from './arbitraries.ts';

const linkTypes = [0, 1, 9, 10, 12, 50, 51, 100, 101, 104, 105, 108, 113, 127, 228, 229, 239, 276, 999];

/** One frame of each link layer and of each tunnel. */
const samples: LinkFrame[] = [packet4, packet6].flatMap((packet) => [
  ...Object.values(links).map(({ linkType, wrap }) => ({ linkType, bytes: wrap(packet) })),
  ...Object.values(tunnels).map((tunnel) => ({ linkType: 101, bytes: tunnel(packet) })),
  ...fragments(packet, 16).map((bytes) => ({ linkType: 101, bytes })),
]);

/** Decodes all that is in a frame and asks for all that can be asked. */
function decodeAndCheck(decoder: FrameDecoder, frame: LinkFrame, originalLength: number): DecodeStatus {
  const before = 3;
  const bytes = new Uint8Array(before + frame.bytes.length);
  bytes.set(frame.bytes, before);
  const view = new DataView(bytes.buffer);
  const first = decoder.decode(view, before, frame.bytes.length, originalLength, frame.linkType, 1);
  let segments = 0;
  for (let status: DecodeStatus = first; status === DecodeStatus.Tcp; status = decoder.decodeNext()) {
    checkSegment(decoder, view, before);
    expect(++segments).toBeLessThan(10_000);
  }
  if (first === DecodeStatus.Cut || first === DecodeStatus.Malformed) {
    const { layer, offset, available, needed } = decoder.problem;
    expect(layer).not.toBe('');
    expect(Math.min(offset, available, needed)).toBeGreaterThanOrEqual(0);
  }
  if (first === DecodeStatus.Unsupported) expect(decoder.unsupported).not.toBe('');
  return first;
}

function checkSegment(decoder: FrameDecoder, frameView: DataView, start: number): void {
  const { view, tcp, payloadLength, capturedPayloadLength, payloadOffset } = decoder;
  describeSegment(decoder);
  expect(tcp.timestampValue + tcp.timestampEcho + tcp.urgentPointer).toBeGreaterThanOrEqual(0);
  for (let block = 0; block < tcp.sackCount; block++) tcp.sackLeftEdge(block) + tcp.sackRightEdge(block);
  expect(tcp.dataOffsetBytes).toBeGreaterThanOrEqual(20);
  expect(decoder.ipOffset).toBeGreaterThanOrEqual(view === frameView ? start : 0);
  expect(decoder.tcpOffset).toBeGreaterThan(decoder.ipOffset);
  expect(capturedPayloadLength).toBeGreaterThanOrEqual(0);
  expect(capturedPayloadLength).toBeLessThanOrEqual(payloadLength);
  if (capturedPayloadLength > 0) {
    expect(payloadOffset + capturedPayloadLength).toBeLessThanOrEqual(view.byteLength);
  }
}

test('a frame cut at any byte is a segment, or says what is missing', () => {
  for (const sample of samples) {
    for (let length = 0; length <= sample.bytes.length; length++) {
      const cut = { ...sample, bytes: sample.bytes.subarray(0, length) };
      const status = decodeAndCheck(new FrameDecoder(), cut, sample.bytes.length);
      const reason = `${status} ${sample.linkType} cut to ${length} of ${sample.bytes.length}`;
      expect([DecodeStatus.Malformed, DecodeStatus.Unsupported], reason).not.toContain(status);
    }
  }
});

test('frames with changed bytes', () => {
  const change = fc.tuple(fc.nat(150), fc.nat(255));
  const decoder = new FrameDecoder();
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.array(change, { minLength: 1, maxLength: 6 }),
      fc.nat(200),
      fc.nat(3000),
      ({ linkType, bytes }, changes, length, originalLength) => {
        const copy = bytes.slice(0, Math.max(length, 20));
        for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
        decodeAndCheck(decoder, { linkType, bytes: copy }, originalLength);
      },
    ),
    { numRuns: 20_000 },
  );
});

test('any bytes under any link type', () => {
  const decoder = new FrameDecoder();
  fc.assert(
    fc.property(
      fc.constantFrom(...linkTypes),
      fc.uint8Array({ maxLength: 200 }),
      fc.integer({ min: 0, max: 0xffffffff }),
      (linkType, bytes, originalLength) => {
        decodeAndCheck(decoder, { linkType, bytes }, originalLength);
      },
    ),
    { numRuns: 10_000 },
  );
});

test('a frame of 64 KiB of zeros, of ones, or of one header again and again takes no longer than a moment', () => {
  const patterns = [[0], [0xff], [0x81, 0x00], [0x08, 0x00], [0, 0, 0, 8, 0, 0], [0x88, 0x47, 0, 0, 0, 0]];
  const started = performance.now();
  for (const pattern of patterns) {
    const bytes = Uint8Array.from({ length: 65_535 }, (_, at) => pattern[at % pattern.length] ?? 0);
    for (const linkType of linkTypes) decodeAndCheck(new FrameDecoder(), { linkType, bytes }, bytes.length);
  }
  expect(performance.now() - started).toBeLessThan(2000);
});
