/**
 * PPP (RFC 1661) and its HDLC-like framing (RFC 1662). The address and control bytes ff 03, and the first byte of the
 * protocol number, are left out where the peers agreed on it.
 *
 *   [0 address ff | 1 control 03] | protocol, one byte where its first is odd, else two
 */
import { DecodeStatus } from './decode-status.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

const ADDRESS_CONTROL = 0xff03;
const ADDRESS_CONTROL_BYTES = 2;
/** Cisco HDLC on the same link type: unicast and multicast addresses. */
const CISCO_UNICAST = 0x0f;
const CISCO_MULTICAST = 0x8f;

/** LINKTYPE_PPP_HDLC: PPP in HDLC-like framing, or Cisco HDLC. */
export function readPppHdlc(walk: FrameWalk): Step {
  if (!walk.has(1)) return walk.short('PPP', 1);
  const address = walk.view.getUint8(walk.offset);
  return address === CISCO_UNICAST || address === CISCO_MULTICAST ? Header.CiscoHdlc : Header.Ppp;
}

export function readPpp(walk: FrameWalk): Step {
  if (!walk.has(ADDRESS_CONTROL_BYTES)) return walk.short('PPP', ADDRESS_CONTROL_BYTES);
  if (walk.view.getUint16(walk.offset) === ADDRESS_CONTROL) walk.offset += ADDRESS_CONTROL_BYTES;
  if (!walk.has(1)) return walk.short('PPP', 1);
  const first = walk.view.getUint8(walk.offset);
  if (first & 1) {
    walk.offset += 1;
    return protocolStep(walk, first);
  }
  if (!walk.has(2)) return walk.short('PPP', 2);
  walk.offset += 2;
  return protocolStep(walk, walk.view.getUint16(walk.offset - 2));
}

function protocolStep(walk: FrameWalk, protocol: number): Step {
  switch (protocol) {
    case 0x0021:
      return Header.Ipv4;
    case 0x0057:
      return Header.Ipv6;
    case 0x0281:
    case 0x0283:
      return Header.Mpls;
    case 0x002d:
    case 0x002f:
      return walk.unsupported('PPP Van Jacobson compressed TCP');
    case 0x003d:
      return walk.unsupported('PPP multilink');
    case 0x00fb:
    case 0x00fd:
      return walk.unsupported('PPP compressed or encrypted');
    default:
      return DecodeStatus.NotTcp;
  }
}
