import { expect, test } from 'vitest';
import { concat } from '../../test/build/bytes.ts';
import { decodeFrame } from '../../test/build/decoded.ts';
import { ieee8023, llcSnap } from '../../test/build/encapsulation.ts';
import { ethernet, ipPacket, tcpFrame } from '../../test/build/frames.ts';
import { expected4, expected6, packet4, packet6, tunnel4 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

test('an Ethernet II frame leads to its IPv4 or IPv6 packet', () => {
  expect(decodeFrame(ethernet(packet4)).segments).toEqual([expected4]);
  expect(decodeFrame(ethernet(packet6)).segments).toEqual([expected6]);
});

test('the last four bytes of the source address are kept', () => {
  const frame = tcpFrame({ ...tunnel4, sport: 1, dport: 2, sourceMac: [0xaa, 0xbb, 0x81, 0x22, 0x33, 0x44] });
  expect(decodeFrame(frame).decoder.etherSourceLow >>> 0).toBe(0x81223344);
});

test('padding of a short frame is not payload', () => {
  const frame = tcpFrame({ ...tunnel4, sport: 1, dport: 2 });
  const padded = concat(frame, new Uint8Array(6).fill(0xee));
  expect(decodeFrame(padded).segments[0]).toMatchObject({ payloadLength: 0, capturedPayloadLength: 0 });
});

test('an 802.3 frame ends where its length says', () => {
  const frame = concat(ieee8023(llcSnap(packet4)), new Uint8Array(4).fill(0xee));
  expect(decodeFrame(frame).segments).toEqual([expected4]);
});

test('values between lengths and EtherTypes, and protocols without TCP, are not TCP', () => {
  for (const etherType of [0x05dd, 0x0806, 0x88cc, 0x9000]) {
    expect(decodeFrame(ethernet(packet4, {}, etherType)).status).toBe(DecodeStatus.NotTcp);
  }
});

test('a frame shorter than the header is cut', () => {
  const { status, decoder } = decodeFrame(new Uint8Array(9), 1, { originalLength: 60 });
  expect(status).toBe(DecodeStatus.Cut);
  expect(decoder.problem).toEqual({ layer: 'Ethernet', offset: 0, needed: 14, available: 9 });
});

test('EtherIP carries an Ethernet frame', () => {
  const frame = ethernet(ipPacket(tunnel4, 97, concat([0x30, 0], ethernet(packet6))));
  expect(decodeFrame(frame).segments).toEqual([expected6]);
});
