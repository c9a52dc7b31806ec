import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { nullLoopback } from '../../test/build/encapsulation.ts';
import { expected4, expected6, packet4, packet6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const NULL = 0;
const LOOP = 108;

test('the family is read in either byte order', () => {
  for (const littleEndian of [true, false]) {
    expect(decodeFrame(nullLoopback(packet4, 2, littleEndian), NULL).segments).toEqual([expected4]);
    expect(decodeFrame(nullLoopback(packet4, 2, littleEndian), LOOP).segments).toEqual([expected4]);
  }
});

test.each([10, 24, 28, 30])('address family %i is IPv6 on some system', (family) => {
  expect(decodeFrame(nullLoopback(packet6, family), NULL).segments).toEqual([expected6]);
});

test('other families are not TCP', () => {
  expect(decodeFrame(nullLoopback(packet4, 7), NULL).status).toBe(DecodeStatus.NotTcp);
});
