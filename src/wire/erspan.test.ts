import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { erspan, vlan } from '../../test/build/encapsulation.ts';
import { ethernet } from '../../test/build/frames.ts';
import { expected4, expected6, packet4, packet6, tunnel4, tunnel6 } from '../../test/build/samples.ts';

const over = (packet: Uint8Array) => decodeFrame(ethernet(packet));

test.each([1, 2, 3] as const)('ERSPAN type %i carries the mirrored frame', (type) => {
  expect(over(erspan(tunnel4, ethernet(packet4), type)).segments).toEqual([expected4]);
  expect(over(erspan(tunnel6, vlan(ethernet(packet6), 12), type)).segments).toEqual([expected6]);
});

test('the subheader of type III is stepped over', () => {
  expect(over(erspan(tunnel4, ethernet(packet6), 3, true)).segments).toEqual([expected6]);
});

test('type III can carry a bare packet', () => {
  const packet = erspan(tunnel4, packet4, 3);
  packet[20 + 8 + 10] = 2 << 2; // frame type, behind IP and GRE with a sequence number
  expect(over(packet).segments).toEqual([expected4]);
});

test('the mirrored frame gives the source address', () => {
  const mirrored = ethernet(packet4, { sourceMac: [2, 0, 0x12, 0x34, 0x56, 0x78] });
  expect(over(erspan(tunnel4, mirrored, 2)).decoder.etherSourceLow).toBe(0x12345678);
});
