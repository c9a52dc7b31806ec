import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { gtp } from '../../test/build/encapsulation.ts';
import { ethernet, fragments } from '../../test/build/frames.ts';
import { expected4, expected6, packet4, packet6, tunnel4, tunnel6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const GTP_OFFSET = 28;
const over = (packet: Uint8Array) => decodeFrame(ethernet(packet));

test('a user packet is read, with extension headers or without', () => {
  expect(over(gtp(tunnel4, packet4)).segments).toEqual([expected4]);
  expect(over(gtp(tunnel6, packet6)).segments).toEqual([expected6]);
  expect(over(gtp(tunnel4, packet6, { extension: true })).segments).toEqual([expected6]);
});

test('a user packet in a fragmented datagram is read with its last fragment', () => {
  const pieces = fragments(gtp(tunnel4, packet4), 48).map((piece) => ethernet(piece));
  const { decoder } = decodeFrame(pieces[0] as Uint8Array);
  expect(decodeFrame(pieces[1] as Uint8Array, 1, { decoder }).segments).toEqual([expected4]);
});

test('signalling, other versions and charging are not TCP', () => {
  const change = (at: number, value: number) => {
    const packet = gtp(tunnel4, packet4);
    packet[GTP_OFFSET + at] = value;
    return over(packet).status;
  };
  expect(change(1, 1)).toBe(DecodeStatus.NotTcp);
  expect(change(0, 0x48)).toBe(DecodeStatus.NotTcp);
  expect(change(0, 0x20)).toBe(DecodeStatus.NotTcp);
});

test('an extension header of length zero is malformed, contents other than IP are named', () => {
  const packet = gtp(tunnel4, packet4, { extension: true });
  packet[GTP_OFFSET + 12] = 0;
  expect(over(packet).status).toBe(DecodeStatus.Malformed);
  expect(over(gtp(tunnel4, ethernet(packet4))).decoder.unsupported).toBe('GTP-U without IP inside');
});
