import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { ciscoHdlc } from '../../test/build/encapsulation.ts';
import { expected4, expected6, packet4, packet6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const C_HDLC = 104;

test('Cisco HDLC leads to the packet by its EtherType', () => {
  expect(decodeFrame(ciscoHdlc(packet4), C_HDLC).segments).toEqual([expected4]);
  expect(decodeFrame(ciscoHdlc(packet6), C_HDLC).segments).toEqual([expected6]);
});

test('a SLARP keep-alive is not TCP', () => {
  const frame = Uint8Array.of(0x8f, 0, 0x80, 0x35, 0, 0, 0, 2, 0, 0, 0, 1);
  expect(decodeFrame(frame, C_HDLC).status).toBe(DecodeStatus.NotTcp);
});
