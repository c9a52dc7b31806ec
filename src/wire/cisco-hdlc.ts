/**
 * Cisco HDLC: an address, a control byte and an EtherType. SLARP keep-alives and CDP have types of their own.
 *
 *   0 address | 1 control | 2 EtherType
 */
import { etherTypeStep } from './ethertypes.ts';
import type { FrameWalk, Step } from './frame-walk.ts';

const CISCO_HDLC_BYTES = 4;

export function readCiscoHdlc(walk: FrameWalk): Step {
  if (!walk.has(CISCO_HDLC_BYTES)) return walk.short('Cisco HDLC', CISCO_HDLC_BYTES);
  const etherType = walk.view.getUint16(walk.offset + 2);
  walk.offset += CISCO_HDLC_BYTES;
  return etherTypeStep(walk, etherType);
}
