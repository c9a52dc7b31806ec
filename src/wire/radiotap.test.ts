import { expect, test } from 'vitest';
import { concat, u16le, u32le, zeros } from '../../test/build/bytes.ts';
import { decodeFrame } from '../../test/build/decoded.ts';
import { ieee80211, llcSnap, radiotap } from '../../test/build/encapsulation.ts';
import { tcpPacket } from '../../test/build/frames.ts';
import { expected4, packet4, tunnel4 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';

const RADIOTAP = 127;
const FCS_AT_END = 0x10;

/** A packet whose length field was left 0 by segmentation offload: only the frame tells where it ends. */
function packetWithoutLength(): Uint8Array {
  const packet = tcpPacket({ ...tunnel4, sport: 1, dport: 2, payload: 'abcdef' });
  packet.set([0, 0], 2);
  return packet;
}

test('the 802.11 frame starts where the length says', () => {
  expect(decodeFrame(radiotap(ieee80211(llcSnap(packet4))), RADIOTAP).segments).toEqual([expected4]);
});

test('a frame check sequence at the end is left out', () => {
  const frame = concat(radiotap(ieee80211(llcSnap(packetWithoutLength())), FCS_AT_END), [1, 2, 3, 4]);
  expect(decodeFrame(frame, RADIOTAP).segments[0]?.payloadLength).toBe(6);
  const without = radiotap(ieee80211(llcSnap(packetWithoutLength())));
  expect(decodeFrame(without, RADIOTAP).segments[0]?.payloadLength).toBe(6);
});

test('Flags are found behind further present words', () => {
  const present = concat(u32le(0x8000_0003), u32le(0x8000_0000), u32le(0));
  const fields = concat(zeros(8), [FCS_AT_END]); // 16 is a multiple of eight: no padding before TSFT
  const header = concat([0, 0], u16le(4 + present.length + fields.length), present, fields);
  const frame = concat(header, ieee80211(llcSnap(packetWithoutLength())), [1, 2, 3, 4]);
  expect(decodeFrame(frame, RADIOTAP).segments[0]?.payloadLength).toBe(6);
});

test('a length below the least is malformed', () => {
  const frame = radiotap(ieee80211(llcSnap(packet4)));
  frame.set([7, 0], 2);
  expect(decodeFrame(frame, RADIOTAP).status).toBe(DecodeStatus.Malformed);
});
