import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { mpls } from '../../test/build/encapsulation.ts';
import { ethernet, ipPacket } from '../../test/build/frames.ts';
import { expected4, expected6, packet4, packet6, tunnel4 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const over = (inner: Uint8Array) => decodeFrame(ethernet(inner, {}, 0x8847));

test('any number of labels leads to the packet, its version told by the first four bits', () => {
  expect(over(mpls(packet4)).segments).toEqual([expected4]);
  expect(over(mpls(packet6, [1, 16, 0xfffff, 3])).segments).toEqual([expected6]);
});

test('an Ethernet pseudowire is read with and without a control word', () => {
  const zeroStart = ethernet(packet4, { destinationMac: [0, 1, 2, 3, 4, 5] });
  expect(over(mpls(ethernet(packet4), [9], true)).segments).toEqual([expected4]);
  expect(over(mpls(zeroStart, [9], true)).segments).toEqual([expected4]);
  expect(over(mpls(zeroStart, [9], false)).segments).toEqual([expected4]);
  const highStart = ethernet(packet6, { destinationMac: [0xa0, 1, 2, 3, 4, 5] });
  expect(over(mpls(highStart, [9])).segments).toEqual([expected6]);
});

test('associated channels and unknown contents are not TCP', () => {
  expect(over(mpls([0x10, 0, 0, 7, ...packet4])).status).toBe(DecodeStatus.NotTcp);
  expect(over(mpls([0x90, 0, 0, 7, ...packet4])).status).toBe(DecodeStatus.NotTcp);
});

test('a stack without a bottom ends with the frame', () => {
  expect(over(new Uint8Array(400)).status).toBe(DecodeStatus.Malformed);
});

test('MPLS in IP is read', () => {
  expect(decodeFrame(ethernet(ipPacket(tunnel4, 137, mpls(packet6)))).segments).toEqual([expected6]);
});
