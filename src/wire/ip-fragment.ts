/**
 * What IPv4 and IPv6 fragments have in common: they are kept until the datagram is whole, and the segment inside then
 * belongs to the frame that completed it, as in Wireshark.
 */
import { DecodeStatus } from './decode-status.ts';
import { DATAGRAM_PAYLOAD, MAX_PAYLOAD_BYTES } from './fragment-table.ts';
import { type FrameWalk, Header, type Step } from './frame-walk.ts';
import { ipProtocolStep } from './ip-protocols.ts';

/** Reads a fragment whose bytes start at `walk.offset`; the IP header around it is the innermost one of the walk. */
export function readIpFragment(
  walk: FrameWalk,
  protocol: number,
  identification: number,
  fragmentOffset: number,
  more: boolean,
): Step {
  const step = ipProtocolStep(walk, protocol);
  if (step < Header.Ethernet) return step;
  const length = walk.packetEnd - walk.offset;
  if (length <= 0 || walk.capturedEnd < walk.packetEnd) {
    // It cannot be put together. Wireshark still reads the headers at the start of a first fragment.
    return fragmentOffset === 0 ? step : walk.short('IP fragment', Math.max(length, 1));
  }
  const end = fragmentOffset + length;
  if (end > MAX_PAYLOAD_BYTES) return walk.malformed('IP fragment', MAX_PAYLOAD_BYTES, end);
  return collect(walk, protocol, identification, fragmentOffset, length, more);
}

function collect(
  walk: FrameWalk,
  protocol: number,
  identification: number,
  fragmentOffset: number,
  length: number,
  more: boolean,
): Step {
  const addressBytes = walk.ipVersion === 4 ? 8 : 32;
  const { view, sourceAddressOffset, vlanId, frameNumber } = walk;
  const key = walk.ipVersion === 4 ? (protocol << 16) | identification : identification;
  const datagram = walk.fragments.find(view, sourceAddressOffset, addressBytes, key, vlanId, frameNumber);
  if (fragmentOffset === 0) datagram.protocol = protocol;
  if (!datagram.add(view, walk.offset, length, fragmentOffset, more)) return DecodeStatus.Fragment;
  walk.fragments.close(datagram);
  const headerBytes = walk.ipVersion === 4 ? 20 : 40;
  datagram.setHeader(view, walk.ipOffset, headerBytes);
  walk.enter(datagram.view, DATAGRAM_PAYLOAD, DATAGRAM_PAYLOAD + datagram.total);
  walk.ipOffset = DATAGRAM_PAYLOAD - headerBytes;
  walk.sourceAddressOffset = DATAGRAM_PAYLOAD - addressBytes;
  walk.destinationAddressOffset = DATAGRAM_PAYLOAD - addressBytes / 2;
  return ipProtocolStep(walk, datagram.protocol);
}
