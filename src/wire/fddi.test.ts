import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { fddi } from '../../test/build/encapsulation.ts';
import { expected4, expected6, packet4, packet6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const FDDI = 10;

test('LLC frames of either class and any priority lead to the packet', () => {
  expect(decodeFrame(fddi(packet4), FDDI).segments).toEqual([expected4]);
  expect(decodeFrame(fddi(packet6, 0x57), FDDI).segments).toEqual([expected6]);
  expect(decodeFrame(fddi(packet4, 0xd0), FDDI).segments).toEqual([expected4]);
});

test('station management and tokens are not TCP', () => {
  expect(decodeFrame(fddi(packet4, 0x41), FDDI).status).toBe(DecodeStatus.NotTcp);
  expect(decodeFrame(fddi(packet4, 0x80), FDDI).status).toBe(DecodeStatus.NotTcp);
});
