/**
 * Geneve (RFC 8926).
 *
 *   0 version (2 bits), options' length in units of four bytes (6) | 1 flags | 2 EtherType | 4 network identifier
 */
import { DecodeStatus } from './decode-status.ts';
import { etherTypeStep } from './ethertypes.ts';
import type { FrameWalk, Step } from './frame-walk.ts';

const GENEVE_BYTES = 8;

export function readGeneve(walk: FrameWalk): Step {
  if (!walk.has(GENEVE_BYTES)) return walk.short('Geneve', GENEVE_BYTES);
  const { view, offset } = walk;
  const first = view.getUint8(offset);
  if (first >> 6 !== 0) return DecodeStatus.NotTcp;
  walk.offset = offset + GENEVE_BYTES + (first & 0x3f) * 4;
  return etherTypeStep(walk, view.getUint16(offset + 2));
}
