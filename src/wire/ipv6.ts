/**
 * IPv6 (RFC 8200) and its extension headers. Jumbograms (RFC 2675) are refused by name.
 *
 *   0 version, traffic class, flow label | 4 payload length | 6 next header | 7 hop limit | 8 source | 24 destination
 */
import type { FrameWalk, Step } from './frame-walk.ts';
import { readIpFragment } from './ip-fragment.ts';
import { ipProtocolStep } from './ip-protocols.ts';

const IPV6_BYTES = 40;
const EXTENSION_BYTES = 8;
const HOP_BY_HOP = 0;

export function readIpv6(walk: FrameWalk): Step {
  if (!walk.has(IPV6_BYTES)) return walk.short('IPv6', IPV6_BYTES);
  const { view, offset } = walk;
  const version = view.getUint8(offset) >> 4;
  if (version !== 6) return walk.malformed('IPv6 version', 6, version);
  const payloadLength = view.getUint16(offset + 4);
  const nextHeader = view.getUint8(offset + 6);
  if (payloadLength === 0 && nextHeader === HOP_BY_HOP) return walk.unsupported('IPv6 jumbogram');
  walk.ipVersion = 6;
  walk.ipOffset = offset;
  walk.sourceAddressOffset = offset + 8;
  walk.destinationAddressOffset = offset + 24;
  walk.ipId = -1;
  walk.dontFragment = true; // only the sender fragments (RFC 8200 section 5)
  walk.ttl = view.getUint8(offset + 7);
  walk.offset = offset + IPV6_BYTES;
  // Segmentation offload leaves a payload length of 0, as in IPv4.
  if (payloadLength !== 0) walk.limit(payloadLength);
  walk.packetEnd = payloadLength === 0 ? walk.reportedEnd : walk.offset + payloadLength;
  return ipProtocolStep(walk, nextHeader);
}

/** Options and routing headers: 0 next header | 1 length in units of eight bytes, the first not counted. */
export function readIpv6Extension(walk: FrameWalk): Step {
  if (!walk.has(EXTENSION_BYTES)) return walk.short('IPv6 extension header', EXTENSION_BYTES);
  const { view, offset } = walk;
  walk.offset = offset + (view.getUint8(offset + 1) + 1) * EXTENSION_BYTES;
  return ipProtocolStep(walk, view.getUint8(offset));
}

/** Fragment header: 0 next header | 2 offset in units of eight bytes (13 bits), …, more fragments | 4 identification. */
export function readIpv6Fragment(walk: FrameWalk): Step {
  if (!walk.has(EXTENSION_BYTES)) return walk.short('IPv6 fragment header', EXTENSION_BYTES);
  const { view, offset } = walk;
  const nextHeader = view.getUint8(offset);
  const fragment = view.getUint16(offset + 2);
  walk.offset = offset + EXTENSION_BYTES;
  const more = (fragment & 1) !== 0;
  const fragmentOffset = fragment & 0xfff8;
  // An atomic fragment is a whole datagram (RFC 6946).
  if (!more && fragmentOffset === 0) return ipProtocolStep(walk, nextHeader);
  return readIpFragment(walk, nextHeader, view.getInt32(offset + 4), fragmentOffset, more);
}
