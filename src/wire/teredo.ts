/**
 * Teredo (RFC 4380 section 5.1.1): IPv6 in UDP, behind an optional authentication and an optional origin indication.
 *
 *   authentication: 0 0001 | 2 identifier length | 3 value length | 4 both, nonce (8), confirmation (1)
 *   origin:         0 0000 | 2 port | 4 address
 */
import { DecodeStatus } from './decode-status.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

const AUTHENTICATION = 1;
const ORIGIN = 0;
const AUTHENTICATION_BYTES = 13;
const ORIGIN_BYTES = 8;

export function readTeredo(walk: FrameWalk): Step {
  if (startsWith(walk, AUTHENTICATION)) {
    if (!walk.has(AUTHENTICATION_BYTES)) return walk.short('Teredo', AUTHENTICATION_BYTES);
    const { view, offset } = walk;
    walk.offset += AUTHENTICATION_BYTES + view.getUint8(offset + 2) + view.getUint8(offset + 3);
  }
  if (startsWith(walk, ORIGIN)) walk.offset += ORIGIN_BYTES;
  if (!walk.has(1)) return walk.short('Teredo', 1);
  return walk.view.getUint8(walk.offset) >> 4 === 6 ? Header.Ipv6 : DecodeStatus.NotTcp;
}

function startsWith(walk: FrameWalk, value: number): boolean {
  return walk.has(2) && walk.view.getUint16(walk.offset) === value;
}
