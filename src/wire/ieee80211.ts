/**
 * IEEE 802.11 data frames (section 9.3.2), with LLC inside, alone or several in an A-MSDU. Management and control
 * frames carry no IP; protected ones cannot be read without the keys.
 *
 *   0 frame control | 2 duration | 4 address 1 | 10 address 2 | 16 address 3 | 22 sequence control
 *   [24 address 4] [QoS control, 2 bytes] [HT control, 4 bytes]
 */
import { DecodeStatus } from './decode-status.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

const DATA_FRAME_BYTES = 24;
const ADDRESS_BYTES = 6;
const QOS_BYTES = 2;
const HT_CONTROL_BYTES = 4;
const VERSION_AND_TYPE = 0x0f;
const DATA = 0x08;
const SUBTYPE_NO_DATA = 0x40;
const SUBTYPE_QOS = 0x80;
const FLAG_TO_DS = 0x01;
const FLAG_FROM_DS = 0x02;
const FLAG_MORE_FRAGMENTS = 0x04;
const FLAG_PROTECTED = 0x40;
const FLAG_HT_CONTROL = 0x80;
const QOS_AMSDU = 0x80;

export function readIeee80211(walk: FrameWalk): Step {
  if (!walk.has(1)) return walk.short('802.11', 1);
  const { view, offset } = walk;
  const control = view.getUint8(offset);
  if ((control & VERSION_AND_TYPE) !== DATA || control & SUBTYPE_NO_DATA) return DecodeStatus.NotTcp;
  if (!walk.has(DATA_FRAME_BYTES)) return walk.short('802.11', DATA_FRAME_BYTES);
  const flags = view.getUint8(offset + 1);
  if (flags & FLAG_PROTECTED) return walk.unsupported('802.11 protected (encrypted)');
  if (flags & FLAG_MORE_FRAGMENTS || view.getUint8(offset + 22) & 0x0f) {
    return walk.unsupported('802.11 fragment');
  }
  return readBody(walk, control, flags);
}

function readBody(walk: FrameWalk, control: number, flags: number): Step {
  const { view, offset } = walk;
  const fourAddresses = (flags & FLAG_TO_DS) !== 0 && (flags & FLAG_FROM_DS) !== 0;
  const qosOffset = DATA_FRAME_BYTES + (fourAddresses ? ADDRESS_BYTES : 0);
  let bytes = qosOffset;
  if (control & SUBTYPE_QOS) bytes += QOS_BYTES + (flags & FLAG_HT_CONTROL ? HT_CONTROL_BYTES : 0);
  if (!walk.has(bytes)) return walk.short('802.11', bytes);
  const amsdu = control & SUBTYPE_QOS && view.getUint8(offset + qosOffset) & QOS_AMSDU;
  walk.etherSourceLow = view.getInt32(offset + sourceAddress(fourAddresses, flags) + 2);
  walk.offset = offset + bytes;
  return amsdu ? beginAmsdu(walk) : Header.Llc;
}

/** Which of the addresses is the source's (table 9-30 of IEEE 802.11-2020). */
function sourceAddress(fourAddresses: boolean, flags: number): number {
  if (fourAddresses) return DATA_FRAME_BYTES;
  return flags & FLAG_FROM_DS ? 16 : 10;
}

function beginAmsdu(walk: FrameWalk): Step {
  if (walk.amsduCapturedEnd !== 0) return walk.unsupported('802.11 A-MSDU inside an A-MSDU');
  walk.amsduView = walk.view;
  walk.amsduOffset = walk.offset;
  walk.amsduCapturedEnd = walk.capturedEnd;
  walk.amsduReportedEnd = walk.reportedEnd;
  return Header.Amsdu;
}

/** A subframe: 0 destination | 6 source | 12 length | 14 LLC; padded so that the next starts at a multiple of four. */
const SUBFRAME_BYTES = 14;

/** True while the A-MSDU has another subframe; what is shorter than a subframe header is padding. */
export function hasSubframe(walk: FrameWalk): boolean {
  return walk.amsduOffset + SUBFRAME_BYTES <= walk.amsduCapturedEnd;
}

export function readAmsduSubframe(walk: FrameWalk): Step {
  walk.view = walk.amsduView;
  walk.offset = walk.amsduOffset;
  walk.capturedEnd = walk.amsduCapturedEnd;
  walk.reportedEnd = walk.amsduReportedEnd;
  walk.malformedSegment = false;
  if (!walk.has(SUBFRAME_BYTES)) return walk.short('802.11 A-MSDU subframe', SUBFRAME_BYTES);
  const { view, offset } = walk;
  const length = view.getUint16(offset + 12);
  walk.etherSourceLow = view.getInt32(offset + 8);
  walk.amsduOffset = offset + ((SUBFRAME_BYTES + length + 3) & ~3);
  walk.offset = offset + SUBFRAME_BYTES;
  walk.limit(length);
  return Header.Llc;
}
