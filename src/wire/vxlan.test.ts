import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { nsh, vxlan, vxlanGpe } from '../../test/build/encapsulation.ts';
import { ethernet } from '../../test/build/frames.ts';
import { expected4, expected6, packet4, packet6, tunnel4, tunnel6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const over = (packet: Uint8Array) => decodeFrame(ethernet(packet));

test.each([4789, 8472])('VXLAN on port %i carries a frame', (port) => {
  expect(over(vxlan(tunnel4, ethernet(packet6), port)).segments).toEqual([expected6]);
  expect(over(vxlan(tunnel6, ethernet(packet4), port)).segments).toEqual([expected4]);
});

test('what lacks the network identifier flag is not VXLAN', () => {
  const packet = vxlan(tunnel4, ethernet(packet4));
  packet[28] = 0;
  expect(over(packet).status).toBe(DecodeStatus.NotTcp);
});

test('the generic protocol extension says what it carries', () => {
  expect(over(vxlanGpe(tunnel4, packet4, 1)).segments).toEqual([expected4]);
  expect(over(vxlanGpe(tunnel4, packet6, 2)).segments).toEqual([expected6]);
  expect(over(vxlanGpe(tunnel4, ethernet(packet4), 3)).segments).toEqual([expected4]);
  expect(over(vxlanGpe(tunnel4, nsh(packet6), 4)).segments).toEqual([expected6]);
  expect(over(vxlanGpe(tunnel4, packet6, 77)).status).toBe(DecodeStatus.NotTcp);
});
