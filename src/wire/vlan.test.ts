import { expect, test } from 'vitest';
import { concat, u16, zeros } from '../../test/build/bytes.ts';
import { decodeFrame } from '../../test/build/decoded.ts';
import { ieee8023, llcSnap, vlan } from '../../test/build/encapsulation.ts';
import { ethernet } from '../../test/build/frames.ts';
import { expected4, expected6, packet4, packet6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

test.each([0x8100, 0x88a8, 0x9100, 0x9200, 0x9300])('tag protocol %i leads to the packet', (tagProtocol) => {
  const { segments, decoder } = decodeFrame(vlan(ethernet(packet6), 0x0123, tagProtocol));
  expect(segments).toEqual([expected6]);
  expect(decoder.vlanId).toBe(0x123);
});

test('priority bits are no part of the identifier', () => {
  expect(decodeFrame(vlan(ethernet(packet4), 0xf007)).decoder.vlanId).toBe(7);
});

test('nested tags give the innermost identifier', () => {
  const frame = vlan(vlan(vlan(ethernet(packet4), 30), 20), 10, 0x88a8);
  const { segments, decoder } = decodeFrame(frame);
  expect(segments).toEqual([expected4]);
  expect(decoder.vlanId).toBe(30);
});

test('a tag can be followed by an 802.3 length', () => {
  expect(decodeFrame(vlan(ieee8023(llcSnap(packet4)), 5)).segments).toEqual([expected4]);
});

test('a frame of nothing but tags ends', () => {
  let frame = ethernet(packet4);
  for (let depth = 0; depth < 200; depth++) frame = vlan(frame, depth);
  const { status, decoder } = decodeFrame(frame);
  expect(status).toBe(DecodeStatus.Unsupported);
  expect(decoder.unsupported).toBe('more than 64 headers');
});

test.each([
  ['VN-Tag', 0x8926, 4],
  ['802.1CB R-TAG', 0xf1c1, 4],
  ['802.1BR E-Tag', 0x893f, 6],
  ['Cisco MetaData', 0x8909, 6],
])('a %s is stepped over', (_name, tagProtocol, bytes) => {
  const plain = ethernet(packet4);
  const frame = concat(plain.subarray(0, 12), u16(tagProtocol), zeros(bytes), plain.subarray(12));
  expect(decodeFrame(frame).segments).toEqual([expected4]);
  expect(decodeFrame(frame).decoder.vlanId).toBe(-1);
});

test('a frame without a tag has no identifier, also after one that had', () => {
  const { decoder } = decodeFrame(vlan(ethernet(packet4), 9));
  expect(decodeFrame(ethernet(packet4), 1, { decoder }).decoder.vlanId).toBe(-1);
});
