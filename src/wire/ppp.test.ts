import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { ciscoHdlc, mpls, ppp } from '../../test/build/encapsulation.ts';
import { expected4, expected6, packet4, packet6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const PPP = 9;
const PPP_HDLC = 50;

test.each([PPP, PPP_HDLC])('link type %i reads PPP with all its bytes or with those left out', (linkType) => {
  for (const addressControl of [true, false]) {
    for (const compressProtocol of [true, false]) {
      const frame = ppp(packet4, { addressControl, compressProtocol });
      expect(decodeFrame(frame, linkType).segments).toEqual([expected4]);
    }
  }
  expect(decodeFrame(ppp(packet6), linkType).segments).toEqual([expected6]);
});

test('LINKTYPE_PPP_HDLC can hold Cisco HDLC', () => {
  expect(decodeFrame(ciscoHdlc(packet4), PPP_HDLC).segments).toEqual([expected4]);
});

test('MPLS in PPP is read', () => {
  expect(decodeFrame(ppp(mpls(packet6), { protocol: 0x0281 }), PPP).segments).toEqual([expected6]);
});

test.each([
  [0x002d, 'PPP Van Jacobson compressed TCP'],
  [0x003d, 'PPP multilink'],
  [0x00fd, 'PPP compressed or encrypted'],
])('protocol %i is not read and is named %s', (protocol, name) => {
  const { status, decoder } = decodeFrame(ppp(packet4, { protocol }), PPP);
  expect(status).toBe(DecodeStatus.Unsupported);
  expect(decoder.unsupported).toBe(name);
});

test('link control is not TCP', () => {
  expect(decodeFrame(ppp(packet4, { protocol: 0xc021 }), PPP).status).toBe(DecodeStatus.NotTcp);
});
