/** The promise of the hot path: a million frames make no garbage. */
import { expect, test } from 'vitest';
import { DecodeStatus } from '../../src/wire/decode-status.ts';
import { FrameDecoder } from '../../src/wire/frame-decoder.ts';
import { fewestCollections } from '../build/collections.ts';
import { gre, sll, vlan, vxlan } from '../build/encapsulation.ts';
import { ethernet, tcpFrame, timestamps } from '../build/frames.ts';
import { packet4, packet6, tunnel4 } from '../build/samples.ts';

const FRAMES = 1_000_000;

/** Decodes and reads what a consumer reads of every segment. */
function decodeMany(decoder: FrameDecoder, frames: DataView[], linkType: number, count: number): number {
  let sum = 0;
  for (let turn = 0; turn < count; turn++) {
    const view = frames[turn % frames.length] as DataView;
    const status = decoder.decode(view, 0, view.byteLength, view.byteLength, linkType, turn + 1);
    if (status !== DecodeStatus.Tcp) continue;
    const { tcp } = decoder;
    sum = (sum + tcp.sequenceNumber + tcp.acknowledgmentNumber + tcp.sourcePort + tcp.window + tcp.flags) | 0;
    sum = (sum + decoder.payloadLength + (tcp.hasTimestamps ? 1 : 0) + tcp.windowScale) | 0;
  }
  return sum;
}

test.each([
  ['plain Ethernet', 1, [ethernet(packet4), ethernet(packet6), plainWithTimestamps()]],
  ['tunnels and tags', 1, [vlan(ethernet(packet4), 9), ethernet(gre(tunnel4, packet6)), vxlanFrame()]],
  ['cooked captures', 113, [sll(packet4), sll(packet6)]],
])('decoding a million frames allocates nothing: %s', async (_name, linkType, samples) => {
  const decoder = new FrameDecoder();
  const views = samples.map((bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
  decodeMany(decoder, views, linkType, FRAMES / 5); // warm-up
  let decoded = FRAMES / 5;
  const collections = await fewestCollections(() => {
    decodeMany(decoder, views, linkType, FRAMES);
    decoded += FRAMES;
  });
  expect(decoder.counters.tcp).toBe(decoded);
  expect(collections).toBeLessThanOrEqual(1);
});

function plainWithTimestamps(): Uint8Array {
  return tcpFrame({ ...tunnel4, sport: 1, dport: 2, options: timestamps(0xf0000000, 0xf0000001) });
}

function vxlanFrame(): Uint8Array {
  return ethernet(vxlan(tunnel4, vlan(ethernet(packet6), 3)));
}
