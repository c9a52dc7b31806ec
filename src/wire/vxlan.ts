/**
 * VXLAN (RFC 7348) and its generic protocol extension (draft-ietf-nvo3-vxlan-gpe).
 *
 *   0 flags | 3 next protocol (GPE) | 4 network identifier
 */
import { DecodeStatus } from './decode-status.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';
import { nextProtocolStep } from './nsh.ts';

const VXLAN_BYTES = 8;
/** Always set in VXLAN: what lacks it is something else on that port. */
const FLAG_NETWORK_IDENTIFIER = 0x08;

export function readVxlan(walk: FrameWalk): Step {
  if (!walk.has(VXLAN_BYTES)) return walk.short('VXLAN', VXLAN_BYTES);
  if (!(walk.view.getUint8(walk.offset) & FLAG_NETWORK_IDENTIFIER)) return DecodeStatus.NotTcp;
  walk.offset += VXLAN_BYTES;
  return Header.Ethernet;
}

export function readVxlanGpe(walk: FrameWalk): Step {
  if (!walk.has(VXLAN_BYTES)) return walk.short('VXLAN-GPE', VXLAN_BYTES);
  const nextProtocol = walk.view.getUint8(walk.offset + 3);
  walk.offset += VXLAN_BYTES;
  return nextProtocolStep(nextProtocol);
}
