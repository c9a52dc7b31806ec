import { expect, test } from 'vitest';
import { concat, u16, u32 } from '../../test/build/bytes.ts';
import { decodeFrame } from '../../test/build/decoded.ts';
import { gre, ieee80211, llcSnap, ppp } from '../../test/build/encapsulation.ts';
import { ethernet, ipPacket } from '../../test/build/frames.ts';
import { expected4, expected6, packet4, packet6, tunnel4, tunnel6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const over = (packet: Uint8Array) => decodeFrame(ethernet(packet));

test('every combination of optional fields is stepped over', () => {
  for (const checksum of [false, true]) {
    for (const key of [{}, { key: 7 }]) {
      for (const sequence of [{}, { sequence: 8 }]) {
        const options = { checksum, ...key, ...sequence };
        expect(over(gre(tunnel4, packet6, options)).segments).toEqual([expected6]);
      }
    }
  }
});

test('GRE runs over IPv6 as well', () => {
  expect(over(gre(tunnel6, packet4)).segments).toEqual([expected4]);
});

test('transparent Ethernet and NVGRE carry a frame', () => {
  expect(over(gre(tunnel4, ethernet(packet4), { protocol: 0x6558 })).segments).toEqual([expected4]);
  expect(over(gre(tunnel4, ethernet(packet6), { protocol: 0x6558, key: 0x123400 })).segments).toEqual([
    expected6,
  ]);
});

test('the innermost packet counts', () => {
  expect(over(gre(tunnel4, gre(tunnel6, packet4))).segments).toEqual([expected4]);
});

test('PPTP carries PPP behind its acknowledgment number', () => {
  const session = ppp(packet4);
  const header = concat(u16(0x3081), u16(0x880b), u16(session.length), u16(1), u32(2), u32(3));
  expect(over(ipPacket(tunnel4, 47, concat(header, session))).segments).toEqual([expected4]);
});

test('WCCP redirection is read with and without its header', () => {
  const redirected = concat([0, 0, 0, 0], packet4);
  expect(over(gre(tunnel4, redirected, { protocol: 0x883e })).segments).toEqual([expected4]);
  expect(over(gre(tunnel4, packet4, { protocol: 0x883e })).segments).toEqual([expected4]);
});

test.each([0x8200, 0x8240, 0x8370])('Aruba protocol type %i carries 802.11', (protocol) => {
  expect(over(gre(tunnel4, ieee80211(llcSnap(packet4)), { protocol })).segments).toEqual([expected4]);
});

test('source routing is refused by name', () => {
  const packet = gre(tunnel4, packet4);
  packet[20] = 0x40;
  const { status, decoder } = over(packet);
  expect(status).toBe(DecodeStatus.Unsupported);
  expect(decoder.unsupported).toBe('GRE source routing');
});

test('unknown versions are malformed, unknown protocols not TCP, unread ones named', () => {
  const packet = gre(tunnel4, packet4);
  packet[21] = 2;
  expect(over(packet).status).toBe(DecodeStatus.Malformed);
  expect(over(gre(tunnel4, packet4, { protocol: 0x2001 })).status).toBe(DecodeStatus.NotTcp);
  expect(over(gre(tunnel4, packet4, { protocol: 0x6559 })).decoder.unsupported).toBe('frame relay over GRE');
});
