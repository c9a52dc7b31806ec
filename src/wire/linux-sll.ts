/**
 * Linux cooked capture, version 1 (LINKTYPE_LINUX_SLL) and 2 (LINKTYPE_LINUX_SLL2): what `tcpdump -i any` writes.
 * The protocol field means what the hardware type (ARPHRD_) says.
 *
 *   v1: 0 packet type | 2 hardware type | 4 address length | 6 address | 14 protocol
 *   v2: 0 protocol | 4 interface index | 8 hardware type | 10 packet type | 11 address length | 12 address
 */
import { DecodeStatus } from './decode-status.ts';
import { etherTypeStep } from './ethertypes.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';
import { greProtocolStep } from './gre.ts';

const SLL_BYTES = 16;
const SLL2_BYTES = 20;
const MAC_BYTES = 6;
const ARPHRD_IPGRE = 778;
const ARPHRD_RADIOTAP = 803;
const ARPHRD_NETLINK = 824;
/** Protocol values below the EtherTypes: an Ethernet frame, PPP, and 802.2 LLC. */
const ETH_P_ALL = 3;
const ETH_P_802_2 = 4;
const ETH_P_WAN_PPP = 7;

export function readLinuxSll(walk: FrameWalk): Step {
  if (!walk.has(SLL_BYTES)) return walk.short('Linux SLL', SLL_BYTES);
  const { view, offset } = walk;
  if (view.getUint16(offset + 4) === MAC_BYTES) walk.etherSourceLow = view.getInt32(offset + 8);
  walk.offset = offset + SLL_BYTES;
  return cookedStep(walk, view.getUint16(offset + 2), view.getUint16(offset + 14));
}

export function readLinuxSll2(walk: FrameWalk): Step {
  if (!walk.has(SLL2_BYTES)) return walk.short('Linux SLL2', SLL2_BYTES);
  const { view, offset } = walk;
  if (view.getUint8(offset + 11) === MAC_BYTES) walk.etherSourceLow = view.getInt32(offset + 14);
  walk.offset = offset + SLL2_BYTES;
  return cookedStep(walk, view.getUint16(offset + 8), view.getUint16(offset));
}

function cookedStep(walk: FrameWalk, hardwareType: number, protocol: number): Step {
  switch (hardwareType) {
    case ARPHRD_NETLINK:
      return DecodeStatus.NotTcp;
    case ARPHRD_RADIOTAP:
      return Header.Radiotap;
    case ARPHRD_IPGRE:
      return greProtocolStep(walk, protocol, false);
  }
  switch (protocol) {
    case ETH_P_ALL:
      return Header.Ethernet;
    case ETH_P_802_2:
      return Header.Llc;
    case ETH_P_WAN_PPP:
      return Header.Ppp;
    default:
      return etherTypeStep(walk, protocol);
  }
}
