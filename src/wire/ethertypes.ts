/**
 * EtherType values (IEEE 802 numbers, RFC 9542): which header follows. Those that can carry IP and are not read are
 * named; everything else (ARP, LLDP, spanning tree …) has no TCP in it.
 */
import { DecodeStatus } from './decode-status.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

/** Up to here an EtherType field is the 802.3 length of an LLC frame (IEEE 802.3 section 3.2.6). */
const MAX_8023_LENGTH = 1500;
const FIRST_ETHERTYPE = 0x0600;

/** The header that an EtherType announces; `walk.offset` stands behind the EtherType. */
export function etherTypeStep(walk: FrameWalk, etherType: number): Step {
  switch (etherType) {
    case 0x0800:
      return Header.Ipv4;
    case 0x86dd:
      return Header.Ipv6;
    case 0x8100: // 802.1Q
    case 0x88a8: // 802.1ad
    case 0x9100: // QinQ before 802.1ad
    case 0x9200:
    case 0x9300:
      return Header.Vlan;
    case 0x8847:
    case 0x8848:
      return Header.Mpls;
    case 0x8864:
      return Header.Pppoe;
    case 0x894f:
      return Header.Nsh;
    case 0x6558: // Transparent Ethernet bridging
      return Header.Ethernet;
    case 0x8870: // Jumbo frames with LLC
      return Header.Llc;
    case 0x8926: // Cisco VN-Tag
    case 0xf1c1: // 802.1CB R-TAG
      return Header.ShortTag;
    case 0x893f: // 802.1BR E-Tag
    case 0x8909: // Cisco MetaData (security group tag)
      return Header.LongTag;
    default:
      return unreadCarrier(walk, etherType);
  }
}

function unreadCarrier(walk: FrameWalk, etherType: number): DecodeStatus {
  switch (etherType) {
    case 0x88e5:
      return walk.unsupported('MACsec');
    case 0x88e7:
      return walk.unsupported('802.1ah provider backbone bridge');
    case 0x22f3:
      return walk.unsupported('TRILL');
    case 0x8903:
      return walk.unsupported('Cisco FabricPath');
    case 0x4305:
      return walk.unsupported('B.A.T.M.A.N. mesh');
    case 0x890d:
      return walk.unsupported('802.11 over Ethernet');
    case 0x892f:
      return walk.unsupported('HSR');
    case 0x880b:
      return walk.unsupported('PPP over Ethernet type 0x880b');
    default:
      return DecodeStatus.NotTcp;
  }
}

/** The same for a field that is either an EtherType or an 802.3 length. */
export function lengthOrTypeStep(walk: FrameWalk, value: number): Step {
  if (value >= FIRST_ETHERTYPE) return etherTypeStep(walk, value);
  if (value > MAX_8023_LENGTH) return DecodeStatus.NotTcp;
  walk.limit(value);
  return Header.Llc;
}
