import { expect, test } from 'vitest';
import { concat, zeros } from '../../test/build/bytes.ts';
import { decodeFrame } from '../../test/build/decoded.ts';
import { ethernet, ipPacket } from '../../test/build/frames.ts';
import { expected6, packet6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const ends = { src: '2001:db8::5', dst: '2001:db8:7::1', ttl: 61 };
const segment = packet6.subarray(40);
const over = (packet: Uint8Array) => decodeFrame(ethernet(packet));

test('the hop limit is kept and there is no identification', () => {
  expect(over(packet6).decoder).toMatchObject({ ipVersion: 6, ttl: 61, ipId: -1, dontFragment: true });
});

test('extension headers are stepped over', () => {
  const hopByHop = [60, 0, 5, 2, 0, 0, 1, 0];
  const destination = [43, 1, ...zeros(14)];
  const routing = [44, 2, ...zeros(22)];
  const atomicFragment = [135, 0, 0, 0, 1, 2, 3, 4];
  const mobility = [6, 0, ...zeros(6)];
  const headers = concat(hopByHop, destination, routing, atomicFragment, mobility);
  expect(over(ipPacket(ends, 0, concat(headers, segment))).segments).toEqual([expected6]);
});

test('no next header is not TCP', () => {
  expect(over(ipPacket(ends, 59, segment)).status).toBe(DecodeStatus.NotTcp);
});

test('an extension header that is longer than the packet is malformed', () => {
  const { status, decoder } = over(ipPacket(ends, 60, concat([6, 40], zeros(20))));
  expect(status).toBe(DecodeStatus.Malformed);
  expect(decoder.problem).toMatchObject({ layer: 'TCP', available: 0 });
});

test('a jumbogram is refused by name', () => {
  const packet = ipPacket(ends, 0, concat([6, 0, 0xc2, 4, 0, 1, 0, 0], segment));
  packet.set([0, 0], 4);
  expect(over(packet).decoder.unsupported).toBe('IPv6 jumbogram');
});

test('a payload length of 0, as segmentation offload leaves it, means the rest of the frame', () => {
  const packet = packet6.slice();
  packet.set([0, 0], 4);
  expect(over(packet).segments).toEqual([expected6]);
});

test('another version is malformed', () => {
  const packet = packet6.slice();
  packet[0] = 0x50;
  const { status, decoder } = decodeFrame(ethernet(packet, {}, 0x86dd));
  expect(status).toBe(DecodeStatus.Malformed);
  expect(decoder.problem).toEqual({ layer: 'IPv6 version', offset: 14, needed: 6, available: 5 });
});
