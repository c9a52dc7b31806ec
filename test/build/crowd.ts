/** Captures of many connections of which little more than the beginning is there: what they need is room. */
import type { BuiltFrame } from './capture-files.ts';
import { Flag, tcpPacket } from './frames.ts';

export const startNs = 1_700_000_000_000_000_000n;

/** SYNs of as many connections, each to a server of its own, from the `from`-th on. */
export function syns(count: number, from = 0): Uint8Array[] {
  const packet = tcpPacket({
    src: '10.0.0.0',
    dst: '11.0.0.0',
    sport: 1024,
    dport: 80,
    seq: 1,
    flags: Flag.SYN,
  });
  const view = new DataView(packet.buffer, packet.byteOffset);
  return Array.from({ length: count }, (_, i) => {
    view.setUint32(12, 0x0a000000 + from + i);
    view.setUint32(16, 0x0b000000 + from + i);
    return packet.slice();
  });
}

/** Of raw IP, all captured at the same time. */
export function framesOf(packets: readonly Uint8Array[]): BuiltFrame[] {
  return packets.map((bytes) => ({ timeNs: startNs, bytes }));
}
