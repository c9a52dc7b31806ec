import { expect, test } from 'vitest';
import { u16 } from '../../test/build/bytes.ts';
import { decodeFrame } from '../../test/build/decoded.ts';
import { ethernet, tcpFrame, tcpPacket } from '../../test/build/frames.ts';
import { expected4, expected6, packet4, packet6, tunnel4 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const VERSION = 14;
const TOTAL_LENGTH = 16;
const packet = { ...tunnel4, sport: 1, dport: 2, payload: 'abcdef' };

function changed(offset: number, ...values: number[]): Uint8Array {
  const frame = ethernet(packet4);
  frame.set(values, offset);
  return frame;
}

test('identification, time to live and the fragmentation flag are kept', () => {
  const { decoder } = decodeFrame(tcpFrame({ ...packet, ipId: 0xfedc, ttl: 255, dontFragment: false }));
  expect(decoder).toMatchObject({ ipVersion: 4, ipId: 0xfedc, ttl: 255, dontFragment: false });
  expect(decodeFrame(tcpFrame({ ...packet, dontFragment: true })).decoder.dontFragment).toBe(true);
});

test('options are stepped over', () => {
  const ipOptions = [0x94, 4, 0, 0, 1, 1, 1, 0];
  expect(decodeFrame(tcpFrame({ ...packet, ipOptions })).segments[0]).toMatchObject({ payloadLength: 6 });
});

test('a total length of 0, as segmentation offload leaves it, means the rest of the frame', () => {
  expect(decodeFrame(changed(TOTAL_LENGTH, 0, 0)).segments).toEqual([expected4]);
});

test('a total length beyond the frame means the rest of the frame', () => {
  expect(decodeFrame(changed(TOTAL_LENGTH, ...u16(9000))).segments).toEqual([expected4]);
});

test('payload that the snap length cut off counts in the payload length', () => {
  const frame = tcpFrame({ ...packet, payload: 'x'.repeat(1000) });
  const { segments } = decodeFrame(frame.subarray(0, 96), 1, { originalLength: frame.length });
  expect(segments[0]).toMatchObject({ payloadLength: 1000, capturedPayloadLength: 42 });
});

test.each([
  ['header length', changed(VERSION, 0x44), { layer: 'IPv4 header length', needed: 20, available: 16 }],
  ['version', changed(VERSION, 0x55), { layer: 'IPv4 version', needed: 4, available: 5 }],
  ['total length', changed(TOTAL_LENGTH, 0, 19), { layer: 'IPv4 total length', needed: 20, available: 19 }],
])('an impossible %s is malformed', (_field, frame, problem) => {
  const { status, decoder } = decodeFrame(frame);
  expect(status).toBe(DecodeStatus.Malformed);
  expect(decoder.problem).toEqual({ offset: 14, ...problem });
});

test('version 6 under the EtherType of IPv4 is IPv6, as in Wireshark', () => {
  expect(decodeFrame(ethernet(packet6, {}, 0x0800)).segments).toEqual([expected6]);
});

test('an original length below the captured one is not believed', () => {
  const frame = ethernet(tcpPacket(packet));
  expect(decodeFrame(frame, 1, { originalLength: 30 }).segments[0]).toMatchObject({ payloadLength: 6 });
});
