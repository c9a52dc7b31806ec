/**
 * FDDI (ANSI X3.139): a frame control byte, addresses, then always LLC. Some capturing hosts write the addresses with
 * their bits reversed; where the header ends is the same.
 *
 *   0 frame control | 1 destination | 7 source
 */
import { DecodeStatus } from './decode-status.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

const FDDI_BYTES = 13;
/** Frame control, class and format bits: asynchronous and synchronous LLC frames. */
const ASYNCHRONOUS_LLC = 0x50;
const SYNCHRONOUS_LLC = 0xd0;

export function readFddi(walk: FrameWalk): Step {
  if (!walk.has(FDDI_BYTES)) return walk.short('FDDI', FDDI_BYTES);
  const { view, offset } = walk;
  const format = view.getUint8(offset) & 0xf0;
  if (format !== ASYNCHRONOUS_LLC && format !== SYNCHRONOUS_LLC) return DecodeStatus.NotTcp;
  walk.etherSourceLow = view.getInt32(offset + 9);
  walk.offset = offset + FDDI_BYTES;
  return Header.Llc;
}
