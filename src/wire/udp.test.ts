import { expect, test } from 'vitest';
import { concat, u16, u32 } from '../../test/build/bytes.ts';
import { decodeFrame } from '../../test/build/decoded.ts';
import { mpls } from '../../test/build/encapsulation.ts';
import { ethernet, udpPacket } from '../../test/build/frames.ts';
import { expected4, expected6, packet4, packet6, tunnel4 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const on = (dport: number, payload: Uint8Array, sport = 40_000) =>
  decodeFrame(ethernet(udpPacket({ ...tunnel4, sport, dport }, payload)));

test('other ports are not TCP', () => {
  expect(on(53, packet4).status).toBe(DecodeStatus.NotTcp);
});

test('MPLS and GRE in UDP are read', () => {
  expect(on(6635, mpls(packet4)).segments).toEqual([expected4]);
  expect(on(4754, concat(u16(0), u16(0x86dd), packet6)).segments).toEqual([expected6]);
});

test('the source port tells a tunnel too, unless the destination port is lower and tells another', () => {
  expect(on(40_000, mpls(packet4), 6635).segments).toEqual([expected4]);
  expect(on(4500, concat(u32(1), packet4), 6635).decoder.unsupported).toBe('IPsec ESP in UDP');
});

test.each([
  [1194, [0x38, 1, 2, 3], 'tunnel OpenVPN'],
  [1701, [0x40, 2, 0, 0], 'tunnel L2TP'],
  [3386, [0x1e, 255, 0, 0], 'tunnel GTP version 0'],
  [4341, [0x08, 0, 0, 0], 'tunnel LISP'],
  [4500, [0, 0, 0x12, 0x34], 'IPsec ESP in UDP'],
  [5247, [0, 0x10, 2, 0], 'tunnel CAPWAP or LWAPP'],
  [51_820, [4, 0, 0, 0], 'tunnel WireGuard'],
])('a tunnel on port %i is named', (port, start, name) => {
  const { status, decoder } = on(port, concat(start, packet4));
  expect(status).toBe(DecodeStatus.Unsupported);
  expect(decoder.unsupported).toBe(name);
});

test('L2TP control, IKE, and strangers on the port of WireGuard are not TCP', () => {
  expect(on(1701, Uint8Array.of(0xc8, 2, 0, 12)).status).toBe(DecodeStatus.NotTcp);
  expect(on(4500, Uint8Array.of(0, 0, 0, 0, 1, 2, 3, 4)).status).toBe(DecodeStatus.NotTcp);
  expect(on(4500, Uint8Array.of(0xff)).status).toBe(DecodeStatus.NotTcp);
  expect(on(51_820, Uint8Array.of(9, 0, 0, 0)).status).toBe(DecodeStatus.NotTcp);
});

test('the UDP length ends the datagram', () => {
  const packet = udpPacket({ ...tunnel4, sport: 40_000, dport: 6635 }, mpls(packet4));
  packet.set(u16(8 + 4 + 40), 24); // the inner packet without its payload
  expect(decodeFrame(ethernet(packet)).segments[0]?.payloadLength).toBe(0);
});
