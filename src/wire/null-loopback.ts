/**
 * BSD loopback: LINKTYPE_NULL with the address family in the byte order of the capturing host, LINKTYPE_LOOP with it
 * in network order. The value is small, so the order shows by itself. AF_INET6 differs from system to system.
 */
import { DecodeStatus } from './decode-status.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

const FAMILY_BYTES = 4;

export function readNullLoopback(walk: FrameWalk): Step {
  if (!walk.has(FAMILY_BYTES)) return walk.short('loopback', FAMILY_BYTES);
  const bigEndian = walk.view.getUint32(walk.offset);
  const family = bigEndian > 0xffff ? walk.view.getUint32(walk.offset, true) : bigEndian;
  walk.offset += FAMILY_BYTES;
  switch (family) {
    case 2:
      return Header.Ipv4;
    case 10: // Linux
    case 24: // NetBSD, OpenBSD
    case 28: // FreeBSD, DragonFly BSD
    case 30: // Darwin
      return Header.Ipv6;
    default:
      return DecodeStatus.NotTcp;
  }
}
