import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { ethernet } from '../../test/build/frames.ts';
import { expected4, packet4 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const TCP_OFFSET = 34;
const frame = ethernet(packet4);

function withDataOffset(words: number): Uint8Array {
  const copy = frame.slice();
  copy[TCP_OFFSET + 12] = words << 4;
  return copy;
}

const cutTo = (bytes: number) =>
  decodeFrame(frame.subarray(0, TCP_OFFSET + bytes), 1, { originalLength: frame.length });

test('a header cut behind its window is still a segment, as in Wireshark', () => {
  for (let bytes = 16; bytes < 20; bytes++) {
    const { segments, decoder } = cutTo(bytes);
    expect(segments).toEqual([{ ...expected4, capturedPayloadLength: 0 }]);
    expect(decoder.tcp.urgentPointer).toBe(0);
  }
});

test('a header cut before that is cut', () => {
  for (let bytes = 0; bytes < 16; bytes++) {
    const { status, decoder } = cutTo(bytes);
    expect(status).toBe(DecodeStatus.Cut);
    expect(decoder.problem).toEqual({ layer: 'TCP', offset: TCP_OFFSET, needed: 16, available: bytes });
  }
});

test.each([0, 1, 4])('a data offset of %i is malformed, with the ports known', (words) => {
  const { status, decoder } = decodeFrame(withDataOffset(words));
  expect(status).toBe(DecodeStatus.Malformed);
  expect(decoder.malformedSegment).toBe(true);
  expect(decoder.tcp.sourcePort).toBe(51_234);
  expect(decoder.problem).toMatchObject({ layer: 'TCP data offset', needed: 20, available: words * 4 });
  expect(decodeFrame(frame, 1, { decoder }).decoder.malformedSegment).toBe(false);
});

test('a data offset beyond the packet leaves no payload', () => {
  expect(decodeFrame(withDataOffset(15)).segments[0]).toMatchObject({
    payloadLength: 0,
    capturedPayloadLength: 0,
  });
});
