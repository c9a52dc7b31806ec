import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { teredo } from '../../test/build/encapsulation.ts';
import { ethernet } from '../../test/build/frames.ts';
import { expected6, packet4, packet6, tunnel4 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

test('the IPv6 packet is found behind authentication and origin indications', () => {
  for (const authentication of [false, true]) {
    for (const origin of [false, true]) {
      const frame = ethernet(teredo(tunnel4, packet6, { authentication, origin }));
      expect(decodeFrame(frame).segments).toEqual([expected6]);
    }
  }
});

test('contents other than IPv6 are not TCP', () => {
  expect(decodeFrame(ethernet(teredo(tunnel4, packet4))).status).toBe(DecodeStatus.NotTcp);
});
