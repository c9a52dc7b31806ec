/**
 * IP protocol numbers (IANA "Assigned Internet Protocol Numbers"): which header follows an IPv4 header, an IPv6 header
 * or an IPv6 extension header.
 */
import { DecodeStatus } from './decode-status.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

const PROTOCOL_TCP = 6;

/** The header that a protocol number announces; `walk.offset` stands where it starts. */
export function ipProtocolStep(walk: FrameWalk, protocol: number): Step {
  switch (protocol) {
    case PROTOCOL_TCP:
      return Header.Tcp;
    case 17:
      return Header.Udp;
    case 4:
      return Header.Ipv4;
    case 41:
      return Header.Ipv6;
    case 47:
      return Header.Gre;
    case 0: // hop-by-hop options
    case 43: // routing
    case 60: // destination options
    case 135: // mobility
    case 139: // host identity
    case 140: // shim6
      return Header.Ipv6Extension;
    case 44:
      return Header.Ipv6Fragment;
    case 51:
      return Header.Authentication;
    case 97:
      return Header.EtherIp;
    case 137: // MPLS in IP (RFC 4023)
      return Header.Mpls;
    case 143: // Ethernet (RFC 8986)
      return Header.Ethernet;
    default:
      return unreadProtocol(walk, protocol);
  }
}

function unreadProtocol(walk: FrameWalk, protocol: number): DecodeStatus {
  switch (protocol) {
    case 50:
      return walk.unsupported('IPsec ESP');
    case 55:
      return walk.unsupported('tunnel of Mobile IP (minimal encapsulation)');
    case 94:
      return walk.unsupported('tunnel IPIP (protocol 94)');
    case 108:
      return walk.unsupported('IP payload compression');
    case 115:
      return walk.unsupported('tunnel L2TPv3');
    case 132:
      return walk.unsupported('SCTP');
    default:
      return DecodeStatus.NotTcp;
  }
}
