/**
 * ERSPAN (draft-foschiano-erspan): a mirrored frame inside GRE. Type I has no header at all.
 *
 *   II:  0 version 1, VLAN | 2 class, encapsulation, session | 4 index
 *   III: 0 version 2, VLAN | 2 class, session | 4 timestamp | 8 security group | 10 frame type (5 bits) … subheader flag
 */
import { DecodeStatus } from './decode-status.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

const ERSPAN_II_BYTES = 8;
const ERSPAN_III_BYTES = 12;
const SUBHEADER_BYTES = 8;
const SUBHEADER_FOLLOWS = 0x01;
const FRAME_ETHERNET = 0;
const FRAME_IP = 2;

export function readErspanII(walk: FrameWalk): Step {
  if (!walk.has(ERSPAN_II_BYTES)) return walk.short('ERSPAN II', ERSPAN_II_BYTES);
  walk.offset += ERSPAN_II_BYTES;
  return Header.Ethernet;
}

export function readErspanIII(walk: FrameWalk): Step {
  if (!walk.has(ERSPAN_III_BYTES)) return walk.short('ERSPAN III', ERSPAN_III_BYTES);
  const { view, offset } = walk;
  const frameType = (view.getUint8(offset + 10) >> 2) & 0x1f;
  walk.offset = offset + ERSPAN_III_BYTES;
  if (view.getUint8(offset + 11) & SUBHEADER_FOLLOWS) walk.offset += SUBHEADER_BYTES;
  if (frameType === FRAME_IP) return Header.RawIp;
  return frameType === FRAME_ETHERNET ? Header.Ethernet : DecodeStatus.NotTcp;
}
