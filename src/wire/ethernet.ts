/**
 * Ethernet (IEEE 802.3): Ethernet II frames, and 802.3 frames with LLC. No preamble; padding and check sequence fall
 * away by the length fields of what is inside.
 *
 *   0 destination | 6 source | 12 EtherType or length
 */
import { lengthOrTypeStep } from './ethertypes.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

export const ETHERNET_BYTES = 14;
const ETHER_IP_BYTES = 2;

export function readEthernet(walk: FrameWalk): Step {
  if (!walk.has(ETHERNET_BYTES)) return walk.short('Ethernet', ETHERNET_BYTES);
  const { view, offset } = walk;
  walk.etherSourceLow = view.getInt32(offset + 8);
  walk.offset = offset + ETHERNET_BYTES;
  return lengthOrTypeStep(walk, view.getUint16(offset + 12));
}

/** EtherIP (RFC 3378): a version of 3 in two bytes, then an Ethernet frame. */
export function readEtherIp(walk: FrameWalk): Step {
  if (!walk.has(ETHER_IP_BYTES)) return walk.short('EtherIP', ETHER_IP_BYTES);
  walk.offset += ETHER_IP_BYTES;
  return Header.Ethernet;
}
