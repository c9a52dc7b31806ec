/**
 * PPPoE session packets (RFC 2516).
 *
 *   0 version and type, both 1 | 1 code, 0 in a session | 2 session | 4 length of what follows
 */
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

const PPPOE_BYTES = 6;

export function readPppoe(walk: FrameWalk): Step {
  if (!walk.has(PPPOE_BYTES)) return walk.short('PPPoE', PPPOE_BYTES);
  const { view, offset } = walk;
  walk.offset = offset + PPPOE_BYTES;
  walk.limit(view.getUint16(offset + 4));
  return Header.Ppp;
}
