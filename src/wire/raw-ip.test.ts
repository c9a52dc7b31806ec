import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { expected4, expected6, packet4, packet6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

test.each([12, 14, 101])('link type %i tells the IP version by the first four bits', (linkType) => {
  expect(decodeFrame(packet4, linkType).segments).toEqual([expected4]);
  expect(decodeFrame(packet6, linkType).segments).toEqual([expected6]);
});

test('the link types of one version each read it', () => {
  expect(decodeFrame(packet4, 228).segments).toEqual([expected4]);
  expect(decodeFrame(packet6, 229).segments).toEqual([expected6]);
});

test('another version is not TCP, and an empty frame is malformed', () => {
  expect(decodeFrame(Uint8Array.of(0x50, 0, 0), 101).status).toBe(DecodeStatus.NotTcp);
  expect(decodeFrame(new Uint8Array(0), 101).status).toBe(DecodeStatus.Malformed);
});
