import { expect, test } from 'vitest';
import { zeros } from '../../test/build/bytes.ts';
import { decodeFrame } from '../../test/build/decoded.ts';
import { geneve } from '../../test/build/encapsulation.ts';
import { ethernet } from '../../test/build/frames.ts';
import { expected4, expected6, packet4, packet6, tunnel4, tunnel6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const over = (packet: Uint8Array) => decodeFrame(ethernet(packet));

test('Geneve carries a frame, with options or without', () => {
  expect(over(geneve(tunnel4, ethernet(packet4))).segments).toEqual([expected4]);
  expect(over(geneve(tunnel6, ethernet(packet6), zeros(32))).segments).toEqual([expected6]);
});

test('Geneve can carry a bare packet', () => {
  const packet = geneve(tunnel4, packet6);
  packet.set([0x86, 0xdd], 30);
  expect(over(packet).segments).toEqual([expected6]);
});

test('another version is not Geneve', () => {
  const packet = geneve(tunnel4, ethernet(packet4));
  packet[28] = 0x40;
  expect(over(packet).status).toBe(DecodeStatus.NotTcp);
});
