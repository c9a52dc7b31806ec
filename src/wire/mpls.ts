/**
 * MPLS label stack (RFC 3032). Nothing in it says what is inside: the first four bits do, 4 and 6 being IP, 1 an
 * associated channel (RFC 5586) and the rest an Ethernet pseudowire, with a control word (RFC 4385) or without.
 *
 *   0 label (20 bits), traffic class (3), bottom of stack (1), time to live (8)
 */
import { DecodeStatus } from './decode-status.ts';
import { ETHERNET_BYTES } from './ethernet.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

const LABEL_BYTES = 4;
const CONTROL_WORD_BYTES = 4;
const BOTTOM_OF_STACK = 1;

export function readMpls(walk: FrameWalk): Step {
  let bottom = 0;
  while (!bottom) {
    if (!walk.has(LABEL_BYTES)) return walk.short('MPLS', LABEL_BYTES);
    bottom = walk.view.getUint8(walk.offset + 2) & BOTTOM_OF_STACK;
    walk.offset += LABEL_BYTES;
  }
  if (!walk.has(1)) return walk.short('MPLS payload', 1);
  const nibble = walk.view.getUint8(walk.offset) >> 4;
  if (nibble === 4) return Header.Ipv4;
  if (nibble === 6) return Header.Ipv6;
  return nibble === 1 ? DecodeStatus.NotTcp : pseudowire(walk, nibble);
}

/** A zero nibble is a control word, or the start of a MAC address: the EtherType that makes sense decides. */
function pseudowire(walk: FrameWalk, nibble: number): Step {
  if (nibble === 0 && looksLikeEthernet(walk, CONTROL_WORD_BYTES)) {
    walk.offset += CONTROL_WORD_BYTES;
    return Header.Ethernet;
  }
  return looksLikeEthernet(walk, 0) ? Header.Ethernet : DecodeStatus.NotTcp;
}

function looksLikeEthernet(walk: FrameWalk, skip: number): boolean {
  if (!walk.has(skip + ETHERNET_BYTES)) return false;
  switch (walk.view.getUint16(walk.offset + skip + 12)) {
    case 0x0800:
    case 0x86dd:
    case 0x8100:
    case 0x88a8:
    case 0x8847:
    case 0x8864:
      return true;
    default:
      return false;
  }
}
