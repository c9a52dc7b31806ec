/** IP without a header around it that tells the version: the first four bits do (RFC 791, RFC 8200). */
import { DecodeStatus } from './decode-status.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

export function readRawIp(walk: FrameWalk): Step {
  if (!walk.has(1)) return walk.short('IP', 1);
  const version = walk.view.getUint8(walk.offset) >> 4;
  if (version === 4) return Header.Ipv4;
  return version === 6 ? Header.Ipv6 : DecodeStatus.NotTcp;
}
