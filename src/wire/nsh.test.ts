import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { nsh } from '../../test/build/encapsulation.ts';
import { ethernet } from '../../test/build/frames.ts';
import { expected4, expected6, packet4, packet6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const over = (inner: Uint8Array) => decodeFrame(ethernet(inner, {}, 0x894f));

test('NSH leads to the packet by its next protocol', () => {
  expect(over(nsh(packet4)).segments).toEqual([expected4]);
  expect(over(nsh(packet6)).segments).toEqual([expected6]);
});

test('NSH inside NSH is read', () => {
  const outer = nsh(nsh(packet4));
  outer[3] = 4;
  expect(over(outer).segments).toEqual([expected4]);
});

test('a length below the least is malformed, an unknown protocol not TCP', () => {
  const short = nsh(packet4);
  short[1] = 0xc1;
  expect(over(short).status).toBe(DecodeStatus.Malformed);
  const other = nsh(packet4);
  other[3] = 99;
  expect(over(other).status).toBe(DecodeStatus.NotTcp);
});
