import { expect, test } from 'vitest';
import { decodeFrame } from '../../test/build/decoded.ts';
import { vlan } from '../../test/build/encapsulation.ts';
import { ethernet, fragments, ipPacket } from '../../test/build/frames.ts';
import { packet4, tunnel4 } from '../../test/build/samples.ts';
import { DecodeStatus } from './decode-status.ts';
import { FrameDecoder } from './frame-decoder.ts';

test('every frame is counted once, as what it was', () => {
  const decoder = new FrameDecoder();
  const frame = ethernet(packet4);
  const badVersion = frame.slice();
  badVersion[14] = 0x55;
  const [piece] = fragments(packet4, 16) as [Uint8Array];
  const statuses = [
    frame,
    vlan(frame, 3),
    ethernet(ipPacket(tunnel4, 1, [8, 0, 0, 0])),
    ethernet(piece),
    ethernet(ipPacket(tunnel4, 50, packet4)),
    frame.subarray(0, 40),
    badVersion,
  ].map((bytes) => decodeFrame(bytes, 1, { decoder, originalLength: frame.length }).status);
  expect(statuses).toEqual([
    DecodeStatus.Tcp,
    DecodeStatus.Tcp,
    DecodeStatus.NotTcp,
    DecodeStatus.Fragment,
    DecodeStatus.Unsupported,
    DecodeStatus.Cut,
    DecodeStatus.Malformed,
  ]);
  expect(decoder.counters).toMatchObject({
    tcp: 2,
    notTcp: 1,
    fragment: 1,
    unsupportedFrames: 1,
    cut: 1,
    malformed: 1,
  });
  expect([...decoder.counters.unsupported]).toEqual([['IPsec ESP', 1]]);
});
