import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { ipInIp } from '../../test/build/encapsulation.ts';
import { ethernet, ipPacket } from '../../test/build/frames.ts';
import { expected4, expected6, packet4, packet6, tunnel4, tunnel6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const over = (packet: Uint8Array) => decodeFrame(ethernet(packet));

test('a packet in a packet counts, in all four combinations', () => {
  expect(over(ipInIp(tunnel4, packet4)).segments).toEqual([expected4]);
  expect(over(ipInIp(tunnel4, packet6)).segments).toEqual([expected6]);
  expect(over(ipInIp(tunnel6, packet4)).segments).toEqual([expected4]);
  expect(over(ipInIp(tunnel6, packet6)).segments).toEqual([expected6]);
});

test('an Ethernet frame in IP is read', () => {
  expect(over(ipPacket(tunnel6, 143, ethernet(packet4))).segments).toEqual([expected4]);
});

test.each([
  [50, 'IPsec ESP'],
  [55, 'tunnel of Mobile IP (minimal encapsulation)'],
  [94, 'tunnel IPIP (protocol 94)'],
  [108, 'IP payload compression'],
  [115, 'tunnel L2TPv3'],
  [132, 'SCTP'],
])('protocol %i is not read and is named %s', (protocol, name) => {
  const { status, decoder } = over(ipPacket(tunnel4, protocol, packet4));
  expect(status).toBe(DecodeStatus.Unsupported);
  expect(decoder.unsupported).toBe(name);
});

test('a segment quoted in an ICMP error is not a segment', () => {
  const quote = [3, 1, 0, 0, 0, 0, 0, 0, ...packet4];
  expect(over(ipPacket(tunnel4, 1, quote)).status).toBe(DecodeStatus.NotTcp);
  expect(over(ipPacket(tunnel6, 58, [1, ...quote.slice(1)])).status).toBe(DecodeStatus.NotTcp);
});
