import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { amsduSubframes, ieee80211, llcSnap } from '../../test/build/encapsulation.ts';
import { ipPacket } from '../../test/build/frames.ts';
import { expected4, expected6, packet4, packet6, tunnel4 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const IEEE802_11 = 105;
const icmp = ipPacket(tunnel4, 1, [8, 0, 0, 0]);

test('data frames in all directions, with and without QoS and HT control, lead to the packet', () => {
  for (const qos of [false, true]) {
    for (const direction of [0, 1, 2, 3]) {
      for (const order of qos ? [0, 0x80] : [0]) {
        const frame = ieee80211(llcSnap(packet4), { qos, flags: direction | order });
        expect(decodeFrame(frame, IEEE802_11).segments).toEqual([expected4]);
      }
    }
  }
});

test('the source address is found in every direction', () => {
  const source = (flags: number) =>
    decodeFrame(ieee80211(llcSnap(packet4), { flags }), IEEE802_11).decoder.etherSourceLow;
  expect([0, 1, 2, 3].map(source)).toEqual([2, 2, 3, 4]);
});

test('each segment of an A-MSDU is a segment of the frame', () => {
  const frame = ieee80211(amsduSubframes(packet4, icmp, packet6), { amsdu: true });
  const { status, segments, decoder } = decodeFrame(frame, IEEE802_11);
  expect(status).toBe(DecodeStatus.Tcp);
  expect(segments).toEqual([expected4, expected6]);
  expect(decoder.counters.tcp).toBe(1);
  expect(decoder.decodeNext()).toBe(DecodeStatus.NotTcp);
});

test('an A-MSDU whose first packets have no TCP is searched to its end', () => {
  const frame = ieee80211(amsduSubframes(icmp, icmp, packet4), { amsdu: true });
  expect(decodeFrame(frame, IEEE802_11).segments).toEqual([expected4]);
  const none = ieee80211(amsduSubframes(icmp, icmp), { amsdu: true });
  expect(decodeFrame(none, IEEE802_11).status).toBe(DecodeStatus.NotTcp);
});

test('a plain frame after an A-MSDU has no second segment', () => {
  const first = ieee80211(amsduSubframes(packet4, packet6), { amsdu: true });
  const { decoder } = decodeFrame(first, IEEE802_11);
  expect(decodeFrame(packet4, 101, { decoder }).segments).toEqual([expected4]);
});

test.each([
  ['protected frames', { flags: 0x41 }, '802.11 protected (encrypted)'],
  ['first fragments', { flags: 0x05 }, '802.11 fragment'],
  ['later fragments', { sequence: 0x11 }, '802.11 fragment'],
])('%s are named', (_what, options, name) => {
  const { status, decoder } = decodeFrame(ieee80211(llcSnap(packet4), options), IEEE802_11);
  expect(status).toBe(DecodeStatus.Unsupported);
  expect(decoder.unsupported).toBe(name);
});

test('management, control and empty data frames are not TCP', () => {
  for (const control of [0x80, 0xb4, 0x48, 0xc8]) {
    const frame = ieee80211(llcSnap(packet4));
    frame[0] = control;
    expect(decodeFrame(frame, IEEE802_11).status).toBe(DecodeStatus.NotTcp);
  }
});
