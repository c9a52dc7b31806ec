/**
 * IP authentication header (RFC 4302): signed, not encrypted, so what follows can be read.
 *
 *   0 next header | 1 length in units of four bytes, less two | 4 security parameters index
 */
import type { FrameWalk, Step } from './frame-walk.ts';
import { ipProtocolStep } from './ip-protocols.ts';

const AUTHENTICATION_BYTES = 12;

export function readAuthentication(walk: FrameWalk): Step {
  if (!walk.has(AUTHENTICATION_BYTES)) return walk.short('AH', AUTHENTICATION_BYTES);
  const { view, offset } = walk;
  walk.offset = offset + (view.getUint8(offset + 1) + 2) * 4;
  return ipProtocolStep(walk, view.getUint8(offset));
}
