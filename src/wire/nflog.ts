/**
 * Linux netfilter log (LINKTYPE_NFLOG): attributes of which one holds the packet. Lengths are in the byte order of the
 * capturing host and count their own four bytes; attributes start at multiples of four.
 *
 *   0 address family | 1 version | 2 resource, network order | 4 attributes { 0 length | 2 type | 4 value }
 */
import { DecodeStatus } from './decode-status.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';

const NFLOG_BYTES = 4;
const ATTRIBUTE_BYTES = 4;
const PAYLOAD = 9;

export function readNflog(walk: FrameWalk): Step {
  if (!walk.has(NFLOG_BYTES)) return walk.short('NFLOG', NFLOG_BYTES);
  if (walk.view.getUint8(walk.offset + 1) !== 0) return DecodeStatus.NotTcp;
  walk.offset += NFLOG_BYTES;
  const littleEndian = isLittleEndian(walk);
  while (walk.has(ATTRIBUTE_BYTES)) {
    const length = walk.view.getUint16(walk.offset, littleEndian);
    const type = walk.view.getUint16(walk.offset + 2, littleEndian) & 0x7fff;
    if (length < ATTRIBUTE_BYTES) return walk.malformed('NFLOG attribute', ATTRIBUTE_BYTES, length);
    if (type === PAYLOAD) {
      walk.offset += ATTRIBUTE_BYTES;
      walk.limit(length - ATTRIBUTE_BYTES);
      return Header.RawIp;
    }
    walk.offset += (length + 3) & ~3;
  }
  // Wireshark says the same of a log entry that ends after its attributes: no packet was asked for.
  return DecodeStatus.NotTcp;
}

/** Attribute types are below 256, so the zero byte of the first one tells the order. */
function isLittleEndian(walk: FrameWalk): boolean {
  return !walk.has(ATTRIBUTE_BYTES) || walk.view.getUint8(walk.offset + 3) === 0;
}
