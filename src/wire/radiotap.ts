/**
 * Radiotap (https://www.radiotap.org): what a wireless driver says of an 802.11 frame. Only its length and two bits of
 * the Flags field matter here. Fields are little-endian and aligned to their own size.
 *
 *   0 version | 2 length | 4 present words, bit 31 set when another follows | then TSFT (8 bytes), Flags (1) …
 */
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

const RADIOTAP_BYTES = 8;
const PRESENT_TSFT = 1;
const PRESENT_FLAGS = 2;
const FLAG_FCS_AT_END = 0x10;
const FCS_BYTES = 4;

export function readRadiotap(walk: FrameWalk): Step {
  if (!walk.has(RADIOTAP_BYTES)) return walk.short('radiotap', RADIOTAP_BYTES);
  const { view, offset } = walk;
  const length = view.getUint16(offset + 2, true);
  if (length < RADIOTAP_BYTES) return walk.malformed('radiotap', RADIOTAP_BYTES, length);
  if (!walk.has(length)) return walk.short('radiotap', length);
  const flags = flagsField(view, offset, length);
  walk.offset = offset + length;
  if (flags & FLAG_FCS_AT_END) walk.limit(Math.max(0, walk.reportedEnd - walk.offset - FCS_BYTES));
  return Header.Ieee80211;
}

/** The Flags field, 0 where it is absent. */
function flagsField(view: DataView, start: number, length: number): number {
  const present = view.getUint32(start + 4, true);
  if (!(present & PRESENT_FLAGS)) return 0;
  let at = RADIOTAP_BYTES;
  for (let word = present; word >>> 31 === 1 && at + 4 <= length; at += 4) {
    word = view.getUint32(start + at, true);
  }
  if (present & PRESENT_TSFT) at = ((at + 7) & ~7) + 8;
  return at < length ? view.getUint8(start + at) : 0;
}
