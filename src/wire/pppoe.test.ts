import { expect, test } from 'vitest';
import { concat } from '../../test/build/bytes.ts';
import { decodeFrame } from '../../test/build/decoded.ts';
import { pppoe, vlan } from '../../test/build/encapsulation.ts';
import { ethernet } from '../../test/build/frames.ts';
import { expected4, expected6, packet4, packet6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const PPP_ETHER = 51;

test('a session packet is read over Ethernet, over VLANs and as a link type of its own', () => {
  const frame = ethernet(pppoe(packet4), {}, 0x8864);
  expect(decodeFrame(frame).segments).toEqual([expected4]);
  expect(decodeFrame(vlan(vlan(frame, 7), 8)).segments).toEqual([expected4]);
  expect(decodeFrame(pppoe(packet6), PPP_ETHER).segments).toEqual([expected6]);
});

test('the PPPoE length ends the packet', () => {
  const session = pppoe(packet4);
  session[5] = 2 + 30; // the IP header and ten bytes of TCP
  const { status, decoder } = decodeFrame(concat(ethernet(session, {}, 0x8864)));
  expect(status).toBe(DecodeStatus.Malformed);
  expect(decoder.problem).toMatchObject({ layer: 'TCP', needed: 16, available: 10 });
});

test('discovery is not TCP', () => {
  expect(decodeFrame(ethernet(pppoe(packet4), {}, 0x8863)).status).toBe(DecodeStatus.NotTcp);
});
