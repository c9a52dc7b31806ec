/**
 * Network service header (RFC 8300).
 *
 *   0 version, flags, time to live, length in units of four bytes (6 bits) | 2 metadata type | 3 next protocol | 4 path
 */
import { DecodeStatus } from './decode-status.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

const NSH_BYTES = 8;

export function readNsh(walk: FrameWalk): Step {
  if (!walk.has(NSH_BYTES)) return walk.short('NSH', NSH_BYTES);
  const { view, offset } = walk;
  const bytes = (view.getUint8(offset + 1) & 0x3f) * 4;
  if (bytes < NSH_BYTES) return walk.malformed('NSH', NSH_BYTES, bytes);
  walk.offset = offset + bytes;
  return nextProtocolStep(view.getUint8(offset + 3));
}

/** Next-protocol numbers, shared with VXLAN-GPE. */
export function nextProtocolStep(nextProtocol: number): Step {
  switch (nextProtocol) {
    case 1:
      return Header.Ipv4;
    case 2:
      return Header.Ipv6;
    case 3:
      return Header.Ethernet;
    case 4:
      return Header.Nsh;
    case 5:
      return Header.Mpls;
    default:
      return DecodeStatus.NotTcp;
  }
}
