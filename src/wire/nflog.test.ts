import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { nflog } from '../../test/build/encapsulation.ts';
import { expected4, expected6, packet4, packet6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const NFLOG = 239;

test('the payload attribute is found in either byte order', () => {
  expect(decodeFrame(nflog(packet4), NFLOG).segments).toEqual([expected4]);
  expect(decodeFrame(nflog(packet6, false), NFLOG).segments).toEqual([expected6]);
});

test('an entry without a payload is not TCP', () => {
  const frame = nflog(packet4).subarray(0, 12);
  expect(decodeFrame(frame, NFLOG).status).toBe(DecodeStatus.NotTcp);
});

test('an attribute shorter than its own header is malformed', () => {
  const frame = nflog(packet4);
  frame[4] = 3;
  const { status, decoder } = decodeFrame(frame, NFLOG);
  expect(status).toBe(DecodeStatus.Malformed);
  expect(decoder.problem).toEqual({ layer: 'NFLOG attribute', offset: 4, needed: 4, available: 3 });
});

test('another version is not TCP', () => {
  const frame = nflog(packet4);
  frame[1] = 1;
  expect(decodeFrame(frame, NFLOG).status).toBe(DecodeStatus.NotTcp);
});
