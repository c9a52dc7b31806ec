/**
 * UDP (RFC 768), as far as a port says that a tunnel is inside. Like Wireshark, the lower port is asked first: servers
 * have low ones, and the other side's may be anything.
 *
 *   0 source port | 2 destination port | 4 length of header and data | 6 checksum
 */
import { DecodeStatus } from './decode-status.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

const UDP_BYTES = 8;

export function readUdp(walk: FrameWalk): Step {
  if (!walk.has(UDP_BYTES)) return walk.short('UDP', UDP_BYTES);
  const { view, offset } = walk;
  const source = view.getUint16(offset);
  const destination = view.getUint16(offset + 2);
  const length = view.getUint16(offset + 4);
  if (length >= UDP_BYTES) walk.limit(length);
  walk.offset = offset + UDP_BYTES;
  const step = portStep(walk, Math.min(source, destination));
  if (step !== DecodeStatus.NotTcp) return step;
  return portStep(walk, Math.max(source, destination));
}

/** The tunnel that usually runs on a port, NotTcp for other ports. */
function portStep(walk: FrameWalk, port: number): Step {
  switch (port) {
    case 2152:
      return Header.Gtp;
    case 3544:
      return Header.Teredo;
    case 4754: // GRE in UDP (RFC 8086)
      return Header.Gre;
    case 4789:
    case 8472: // VXLAN as Linux and flannel have it by default
      return Header.Vxlan;
    case 4790:
      return Header.VxlanGpe;
    case 6081:
      return Header.Geneve;
    case 6635: // MPLS in UDP (RFC 7510)
      return Header.Mpls;
    default:
      return unreadTunnel(walk, port);
  }
}

function unreadTunnel(walk: FrameWalk, port: number): Step {
  switch (port) {
    case 1194:
      return walk.unsupported('tunnel OpenVPN');
    case 1701:
      return isL2tpData(walk) ? walk.unsupported('tunnel L2TP') : DecodeStatus.NotTcp;
    case 3386:
      return walk.unsupported('tunnel GTP version 0');
    case 4341:
      return walk.unsupported('tunnel LISP');
    case 4500:
      return isEsp(walk) ? walk.unsupported('IPsec ESP in UDP') : DecodeStatus.NotTcp;
    case 5247:
    case 12222:
      return walk.unsupported('tunnel CAPWAP or LWAPP');
    case 51820:
      return isWireGuard(walk) ? walk.unsupported('tunnel WireGuard') : DecodeStatus.NotTcp;
    default:
      return DecodeStatus.NotTcp;
  }
}

/** RFC 2661 section 3.1: the first bit is set in control messages. */
function isL2tpData(walk: FrameWalk): boolean {
  return walk.has(1) && walk.view.getUint8(walk.offset) < 0x80;
}

/** RFC 3948 section 2: IKE starts with four zero bytes, a keep-alive is one byte. */
function isEsp(walk: FrameWalk): boolean {
  return walk.has(4) && walk.view.getUint32(walk.offset) !== 0;
}

/** Message types 1 to 4, then three zero bytes. */
function isWireGuard(walk: FrameWalk): boolean {
  if (!walk.has(4)) return false;
  const type = walk.view.getUint32(walk.offset, true);
  return type >= 1 && type <= 4;
}
