/**
 * A collected frame as it goes into a pack: addresses replaced where that was asked for, checksums right. Frames whose
 * outer headers hold addresses of their own (tunnels, radio) are written as their innermost packet in plain Ethernet.
 */
import { writeIpv4Checksum, writeTcpChecksum } from './checksums.ts';
import type { CollectedFrame } from './collected-frame.ts';
import type { Pseudonyms } from './pseudonyms.ts';

const ETHERNET = 1;
const LINUX_SLL = 113;
const LINUX_SLL2 = 276;
const ETHERNET_BYTES = 14;
/** Where the IP header lies behind link layers without addresses: NULL and LOOP, RAW, IPV4, IPV6. */
const offsetWithoutAddresses = new Map([
  [0, 4],
  [108, 4],
  [12, 0],
  [14, 0],
  [101, 0],
  [228, 0],
  [229, 0],
]);
const vlanTypes: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100]);

/** Replaces addresses in a copy; null leaves them as they are. The payload may have been changed before. */
export function packedFrame(frame: CollectedFrame, pseudonyms: Pseudonyms | null): CollectedFrame {
  const packed =
    frame.isPacket || (pseudonyms !== null && !isPlain(frame))
      ? inEthernet(frame)
      : { ...frame, bytes: frame.bytes.slice() };
  if (pseudonyms !== null) {
    replaceLinkAddresses(packed, pseudonyms);
    replaceIpAddresses(packed, pseudonyms);
  }
  correctChecksums(packed);
  return packed;
}

/** Only headers that are known to hold no further address lie before TCP. */
function isPlain(frame: CollectedFrame): boolean {
  const headerBytes = frame.ipVersion === 4 ? 20 : 40;
  if (frame.tcpOffset !== frame.ipOffset + headerBytes) return false;
  if (frame.linkType === ETHERNET) return isPlainEthernet(frame);
  if (frame.linkType === LINUX_SLL) return frame.ipOffset === 16;
  if (frame.linkType === LINUX_SLL2) return frame.ipOffset === 20;
  return offsetWithoutAddresses.get(frame.linkType) === frame.ipOffset;
}

function isPlainEthernet({ bytes, ipOffset }: CollectedFrame): boolean {
  const view = viewOf(bytes);
  let at = 12;
  while (at + 2 < ipOffset && vlanTypes.has(view.getUint16(at))) at += 4;
  return at + 2 === ipOffset;
}

/** The packet with a header of its own: without options, extension headers and fragmentation. */
function inEthernet(frame: CollectedFrame): CollectedFrame {
  const old = viewOf(frame.bytes);
  const headerBytes = frame.ipVersion === 4 ? 20 : 40;
  const tcpEnd = frame.payloadOffset + frame.capturedPayloadLength;
  const tcp = frame.bytes.subarray(frame.tcpOffset, tcpEnd);
  const tcpLength = frame.payloadOffset - frame.tcpOffset + frame.payloadLength;
  const bytes = new Uint8Array(ETHERNET_BYTES + headerBytes + tcp.length);
  const view = viewOf(bytes);
  view.setUint8(0, 2);
  view.setUint8(6, 2);
  view.setInt32(8, frame.etherSourceLow);
  view.setUint16(12, frame.ipVersion === 4 ? 0x0800 : 0x86dd);
  if (frame.ipVersion === 4) writeIpv4(view, old, frame.ipOffset, tcpLength);
  else writeIpv6(view, old, frame.ipOffset, tcpLength);
  bytes.set(tcp, ETHERNET_BYTES + headerBytes);
  const moved = ETHERNET_BYTES + headerBytes - frame.tcpOffset;
  return {
    ...frame,
    bytes,
    isPacket: false,
    linkType: ETHERNET,
    originalLength: ETHERNET_BYTES + headerBytes + tcpLength,
    ipOffset: ETHERNET_BYTES,
    tcpOffset: frame.tcpOffset + moved,
    payloadOffset: frame.payloadOffset + moved,
  };
}

function writeIpv4(view: DataView, old: DataView, oldIp: number, tcpLength: number): void {
  const ip = ETHERNET_BYTES;
  view.setUint8(ip, 0x45);
  view.setUint8(ip + 1, old.getUint8(oldIp + 1));
  view.setUint16(ip + 2, 20 + tcpLength);
  view.setUint16(ip + 4, old.getUint16(oldIp + 4));
  view.setUint16(ip + 6, old.getUint16(oldIp + 6) & 0x4000);
  view.setUint8(ip + 8, old.getUint8(oldIp + 8));
  view.setUint8(ip + 9, 6);
  for (let at = 12; at < 20; at += 4) view.setUint32(ip + at, old.getUint32(oldIp + at));
}

function writeIpv6(view: DataView, old: DataView, oldIp: number, tcpLength: number): void {
  const ip = ETHERNET_BYTES;
  view.setUint32(ip, old.getUint32(oldIp));
  view.setUint16(ip + 4, tcpLength);
  view.setUint8(ip + 6, 6);
  view.setUint8(ip + 7, old.getUint8(oldIp + 7));
  for (let at = 8; at < 40; at += 4) view.setUint32(ip + at, old.getUint32(oldIp + at));
}

function replaceLinkAddresses({ linkType, bytes }: CollectedFrame, pseudonyms: Pseudonyms): void {
  const replace = (at: number): void => bytes.set(pseudonyms.mac(bytes.slice(at, at + 6)), at);
  if (linkType === ETHERNET) {
    replace(0);
    replace(6);
  } else if (linkType === LINUX_SLL) replace(6);
  else if (linkType === LINUX_SLL2) replace(12);
}

function replaceIpAddresses({ bytes, ipVersion, ipOffset }: CollectedFrame, pseudonyms: Pseudonyms): void {
  const [first, length] = ipVersion === 4 ? [ipOffset + 12, 4] : [ipOffset + 8, 16];
  for (const at of [first, first + length]) bytes.set(pseudonyms.address(bytes.slice(at, at + length)), at);
}

/** That of a segment which was cut cannot be known, and nobody can check it. */
function correctChecksums(frame: CollectedFrame): void {
  const view = viewOf(frame.bytes);
  if (frame.ipVersion === 4) writeIpv4Checksum(view, frame.ipOffset);
  if (frame.capturedPayloadLength < frame.payloadLength) return;
  const length = frame.payloadOffset - frame.tcpOffset + frame.payloadLength;
  if (frame.tcpOffset + length > frame.bytes.length) return;
  writeTcpChecksum(view, frame.ipVersion, frame.ipOffset, frame.tcpOffset, length);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
