/**
 * IPv4 (RFC 791).
 *
 *   0 version, header length in units of four bytes | 2 total length | 4 identification | 6 flags, fragment offset
 *   8 time to live | 9 protocol | 12 source | 16 destination | 20 options
 */
import { type FrameWalk, Header, type Step } from './frame-walk.ts';
import { readIpFragment } from './ip-fragment.ts';
import { ipProtocolStep } from './ip-protocols.ts';

const IPV4_BYTES = 20;
const DONT_FRAGMENT = 0x4000;
const MORE_FRAGMENTS = 0x2000;
const FRAGMENT_OFFSET = 0x1fff;

export function readIpv4(walk: FrameWalk): Step {
  if (!walk.has(IPV4_BYTES)) return walk.short('IPv4', IPV4_BYTES);
  const { view, offset } = walk;
  const first = view.getUint8(offset);
  if (first >> 4 === 6) return Header.Ipv6;
  if (first >> 4 !== 4) return walk.malformed('IPv4 version', 4, first >> 4);
  const headerBytes = (first & 0x0f) * 4;
  if (headerBytes < IPV4_BYTES) return walk.malformed('IPv4 header length', IPV4_BYTES, headerBytes);
  const totalLength = view.getUint16(offset + 2);
  // A total length of 0 is left by segmentation offload: the packet reaches as far as the layer around it.
  if (totalLength !== 0) {
    if (totalLength < headerBytes) return walk.malformed('IPv4 total length', headerBytes, totalLength);
    walk.limit(totalLength);
  }
  walk.packetEnd = totalLength === 0 ? walk.reportedEnd : offset + totalLength;
  takeFields(walk);
  walk.offset = offset + headerBytes;
  const fragment = view.getUint16(offset + 6);
  const protocol = view.getUint8(offset + 9);
  if (!(fragment & (MORE_FRAGMENTS | FRAGMENT_OFFSET))) return ipProtocolStep(walk, protocol);
  const fragmentOffset = (fragment & FRAGMENT_OFFSET) * 8;
  return readIpFragment(walk, protocol, walk.ipId, fragmentOffset, (fragment & MORE_FRAGMENTS) !== 0);
}

function takeFields(walk: FrameWalk): void {
  const { view, offset } = walk;
  walk.ipVersion = 4;
  walk.ipOffset = offset;
  walk.sourceAddressOffset = offset + 12;
  walk.destinationAddressOffset = offset + 16;
  walk.ipId = view.getUint16(offset + 4);
  walk.dontFragment = (view.getUint16(offset + 6) & DONT_FRAGMENT) !== 0;
  walk.ttl = view.getUint8(offset + 8);
}
