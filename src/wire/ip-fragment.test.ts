import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { gre, sll, vlan, vxlan } from '../../test/build/encapsulation.ts';
import { ethernet, fragments, ipPacket, tcpPacket } from '../../test/build/frames.ts';
import { expected4, expected6, packet4, packet6, tunnel4, tunnel6 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';
import { FrameDecoder } from './frame-decoder.ts';

/** Decodes frames in order: what became of each, and the segments of the last. */
function decodeAll(frames: Uint8Array[], decoder = new FrameDecoder()) {
  const decoded = frames.map((frame, index) => decodeFrame(frame, 1, { decoder, frameNumber: index + 1 }));
  return { statuses: decoded.map(({ status }) => status), segments: decoded.at(-1)?.segments, decoder };
}

const large = tcpPacket({ ...tunnel4, sport: 1, dport: 2, ipId: 77, payload: 'x'.repeat(4000) });

test.each([
  ['IPv4', packet4, expected4],
  ['IPv6', packet6, expected6],
])('the segment of fragmented %s belongs to the frame that completes it', (_version, packet, expected) => {
  const frames = fragments(packet, 16).map((piece) => ethernet(piece));
  for (const order of [frames, [...frames].reverse()]) {
    const { statuses, segments } = decodeAll(order);
    expect(statuses).toEqual([DecodeStatus.Fragment, DecodeStatus.Fragment, DecodeStatus.Tcp]);
    expect(segments).toEqual([expected]);
  }
});

test('the fields are those of the reassembled datagram', () => {
  const frames = fragments(large, 1480).map((piece) => ethernet(piece));
  const { segments, decoder } = decodeAll(frames);
  expect(segments?.[0]).toMatchObject({ payloadLength: 4000, capturedPayloadLength: 4000, ttl: 64 });
  expect(decoder).toMatchObject({ ipVersion: 4, ipId: 77, reassembledDatagrams: 1, abandonedDatagrams: 0 });
  expect(decoder.tcpOffset - decoder.ipOffset).toBe(20);
});

test('fragments of several datagrams may be mixed', () => {
  const other = tcpPacket({ ...tunnel4, sport: 3, dport: 4, ipId: 78, payload: 'y'.repeat(4000) });
  const mixed = fragments(large, 1480).flatMap((piece, index) => [
    ethernet(piece),
    ethernet(fragments(other, 1480)[index] as Uint8Array),
  ]);
  const { statuses, segments } = decodeAll(mixed);
  expect(statuses.slice(4)).toEqual([DecodeStatus.Tcp, DecodeStatus.Tcp]);
  expect(segments?.[0]).toMatchObject({ sport: 3, payloadLength: 4000 });
});

test('fragments are put together inside and outside of tunnels, at once', () => {
  const inner = fragments(large, 1480).map((piece) => gre(tunnel6, piece));
  const frames = inner.flatMap((packet, index) =>
    fragments(packet, 800, index).map((piece) => ethernet(piece)),
  );
  const { statuses, segments } = decodeAll(frames);
  expect(statuses.at(-1)).toBe(DecodeStatus.Tcp);
  expect(segments?.[0]?.payloadLength).toBe(4000);
});

test('a frame in fragmented VXLAN is read', () => {
  const frames = fragments(vxlan(tunnel4, vlan(ethernet(packet6), 9)), 64).map((piece) => ethernet(piece));
  expect(decodeAll(frames).segments).toEqual([expected6]);
});

test('fragments of other VLANs are other datagrams', () => {
  const [first, second] = fragments(large, 2000).map((piece) => ethernet(piece)) as [Uint8Array, Uint8Array];
  expect(decodeAll([vlan(first, 1), vlan(second, 2)]).statuses).toEqual([
    DecodeStatus.Fragment,
    DecodeStatus.Fragment,
  ]);
});

test('fragments of what cannot be TCP are not kept', () => {
  const ping = fragments(ipPacket(tunnel4, 1, new Uint8Array(64)), 32).map((piece) => ethernet(piece));
  const { statuses, decoder } = decodeAll(ping);
  expect(statuses).toEqual([DecodeStatus.NotTcp, DecodeStatus.NotTcp]);
  expect(decoder.abandonedDatagrams).toBe(0);
});

test('a first fragment that the snap length cut is a segment, a later one is cut', () => {
  const [first, second] = fragments(large, 2000).map((piece) => ethernet(piece)) as [Uint8Array, Uint8Array];
  const snapped = decodeFrame(first.subarray(0, 96), 1, { originalLength: first.length });
  expect(snapped.segments[0]).toMatchObject({ sport: 1, dport: 2 });
  const later = decodeFrame(second.subarray(0, 96), 1, { originalLength: second.length });
  expect(later.status).toBe(DecodeStatus.Cut);
  expect(later.decoder.problem.layer).toBe('IP fragment');
});

test('a fragment beyond the largest datagram is malformed', () => {
  const [, second] = fragments(large, 2000) as [Uint8Array, Uint8Array];
  second.set([0x1f, 0xff], 6);
  const { status, decoder } = decodeFrame(ethernet(second));
  expect(status).toBe(DecodeStatus.Malformed);
  expect(decoder.problem.layer).toBe('IP fragment');
});

test('the link layer is that of the last fragment', () => {
  const [first, second] = fragments(packet4, 32) as [Uint8Array, Uint8Array];
  const { decoder } = decodeFrame(sll(first), 113);
  expect(decodeFrame(sll(second), 113, { decoder }).segments).toEqual([expected4]);
  expect(decoder.etherSourceLow).toBe(1);
});
