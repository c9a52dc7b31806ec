/**
 * GTP-U version 1 (3GPP TS 29.281): user packets of mobile networks. Other message types are signalling.
 *
 *   0 version (3 bits), GTP 1, …, E, S, PN | 1 message type | 2 length of what follows the first eight bytes | 4 tunnel
 *   [8 sequence | 10 N-PDU | 11 next extension { 0 length in units of four bytes … last byte: next extension }]
 */
import { DecodeStatus } from './decode-status.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

const GTP_BYTES = 8;
const OPTIONAL_BYTES = 4;
/** Version 1, and GTP rather than its charging sibling GTP'. */
const VERSION_AND_TYPE = 0xf0;
const GTP_VERSION_1 = 0x30;
const ANY_OPTIONAL = 0x07;
const EXTENSION = 0x04;
const G_PDU = 255;

export function readGtp(walk: FrameWalk): Step {
  if (!walk.has(GTP_BYTES)) return walk.short('GTP-U', GTP_BYTES);
  const { view, offset } = walk;
  const flags = view.getUint8(offset);
  if ((flags & VERSION_AND_TYPE) !== GTP_VERSION_1) return DecodeStatus.NotTcp;
  if (view.getUint8(offset + 1) !== G_PDU) return DecodeStatus.NotTcp;
  walk.offset = offset + GTP_BYTES;
  walk.limit(view.getUint16(offset + 2));
  return flags & ANY_OPTIONAL ? readOptional(walk, flags) : userPacket(walk);
}

function readOptional(walk: FrameWalk, flags: number): Step {
  if (!walk.has(OPTIONAL_BYTES)) return walk.short('GTP-U', OPTIONAL_BYTES);
  let next = flags & EXTENSION ? walk.view.getUint8(walk.offset + 3) : 0;
  walk.offset += OPTIONAL_BYTES;
  while (next !== 0) {
    if (!walk.has(1)) return walk.short('GTP-U extension', 1);
    const bytes = walk.view.getUint8(walk.offset) * 4;
    if (bytes === 0) return walk.malformed('GTP-U extension', 4, bytes);
    if (!walk.has(bytes)) return walk.short('GTP-U extension', bytes);
    walk.offset += bytes;
    next = walk.view.getUint8(walk.offset - 1);
  }
  return userPacket(walk);
}

function userPacket(walk: FrameWalk): Step {
  if (!walk.has(1)) return walk.short('GTP-U packet', 1);
  const version = walk.view.getUint8(walk.offset) >> 4;
  if (version === 4) return Header.Ipv4;
  return version === 6 ? Header.Ipv6 : walk.unsupported('GTP-U without IP inside');
}
