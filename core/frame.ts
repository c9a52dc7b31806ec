/**
 * A plain frame (Ethernet with at most one VLAN tag, Linux cooked, or no link header; IPv4 or IPv6 without options; TCP) to
 * its segment: what the header readers of src/wire find in it. What is not as plain as that is JavaScript's.
 */
import { SYN, segment } from './segment';

/** LINKTYPE_ numbers (https://www.tcpdump.org/linktypes.html). */
const LINK_ETHERNET: i32 = 1;
const LINK_RAW_BSD: i32 = 12;
const LINK_RAW_OPENBSD: i32 = 14;
const LINK_RAW: i32 = 101;
const LINK_LINUX_SLL: i32 = 113;
const LINK_LINUX_SLL2: i32 = 276;

const ETHERNET_BYTES: i32 = 14;
const VLAN_BYTES: i32 = 4;
const SLL_BYTES: i32 = 16;
const SLL2_BYTES: i32 = 20;
const MAC_BYTES: i32 = 6;
/** EtherTypes as they are read here, little-endian. */
const ETHER_IPV4: i32 = 0x0008;
const ETHER_IPV6: i32 = 0xdd86;
const ETHER_VLAN: i32 = 0x0081;
/** Hardware types of cooked frames whose protocol field means something else: ARPHRD_IPGRE, radiotap, netlink. */
const ARPHRD_IPGRE: i32 = 778;
const ARPHRD_RADIOTAP: i32 = 803;
const ARPHRD_NETLINK: i32 = 824;

const IPV4_BYTES: i32 = 20;
const IPV6_BYTES: i32 = 40;
const TCP_BYTES: i32 = 20;
const PROTOCOL_TCP: u8 = 6;
/** Two no-operations and the timestamps option, as nearly every stack writes them (RFC 7323 appendix A); little-endian. */
const ALIGNED_TIMESTAMPS: u32 = 0x0a080101;
const ALIGNED_TIMESTAMPS_BYTES: usize = 12;
const END_OF_OPTIONS: u8 = 0;
const NO_OPERATION: u8 = 1;
const MAXIMUM_SEGMENT_SIZE: u8 = 2;
const WINDOW_SCALE: u8 = 3;
const TIMESTAMPS: u8 = 8;
/** RFC 7323 section 2.3: a larger shift count counts as 14. */
const MAX_WINDOW_SCALE: i32 = 14;

@inline
function u16At(at: usize): i32 {
  return <i32>bswap<u16>(load<u16>(at));
}

@inline
function i32At(at: usize): i32 {
  return bswap<i32>(load<i32>(at));
}

/** Fills the segment from the frame at `at`; false where it is not a plain one. */
export function readPlain(at: usize, capturedLength: i32, originalLength: i32, linkType: i32): bool {
  if (originalLength < capturedLength) return false;
  if (linkType !== LINK_ETHERNET) return readOtherLink(at, capturedLength, originalLength, linkType);
  if (capturedLength < ETHERNET_BYTES + VLAN_BYTES) return false;
  segment.etherSource = i32At(at + 8);
  const etherType = load<u16>(at, 12);
  if (etherType === ETHER_VLAN)
    return readIp(at, ETHERNET_BYTES + VLAN_BYTES, load<u16>(at, 16), capturedLength, originalLength);
  return readIp(at, ETHERNET_BYTES, etherType, capturedLength, originalLength);
}

/** What `tcpdump -i any` writes, and tunnel devices: src/wire/linux-sll.ts, raw-ip.ts. */
function readOtherLink(at: usize, capturedLength: i32, originalLength: i32, linkType: i32): bool {
  if (capturedLength < SLL2_BYTES) return false;
  if (linkType === LINK_LINUX_SLL) {
    if (isOddHardware(u16At(at + 2))) return false;
    segment.etherSource = u16At(at + 4) === MAC_BYTES ? i32At(at + 8) : 0;
    return readIp(at, SLL_BYTES, load<u16>(at, 14), capturedLength, originalLength);
  }
  if (linkType === LINK_LINUX_SLL2) {
    if (isOddHardware(u16At(at + 8))) return false;
    segment.etherSource = <i32>load<u8>(at, 11) === MAC_BYTES ? i32At(at + 14) : 0;
    return readIp(at, SLL2_BYTES, load<u16>(at), capturedLength, originalLength);
  }
  if (linkType !== LINK_RAW && linkType !== LINK_RAW_BSD && linkType !== LINK_RAW_OPENBSD) return false;
  segment.etherSource = 0;
  return readIp(at, 0, load<u8>(at) >> 4 === 4 ? ETHER_IPV4 : ETHER_IPV6, capturedLength, originalLength);
}

function isOddHardware(type: i32): bool {
  return type === ARPHRD_IPGRE || type === ARPHRD_RADIOTAP || type === ARPHRD_NETLINK;
}

/** The packet begins `linkBytes` behind the frame. */
@inline
function readIp(at: usize, linkBytes: i32, etherType: i32, capturedLength: i32, originalLength: i32): bool {
  const ip = at + linkBytes;
  const capturedBytes = capturedLength - linkBytes;
  if (etherType === ETHER_IPV4)
    return capturedBytes >= IPV4_BYTES + TCP_BYTES && readIpv4(at, ip, capturedLength, originalLength);
  if (etherType === ETHER_IPV6)
    return capturedBytes >= IPV6_BYTES + TCP_BYTES && readIpv6(at, ip, capturedLength, originalLength);
  return false;
}

function readIpv4(at: usize, ip: usize, capturedLength: i32, originalLength: i32): bool {
  const totalLength = u16At(ip + 2);
  // Version and header length; more fragments and the fragment offset; protocol.
  if (load<u8>(ip) !== 0x45 || (load<u16>(ip, 6) & 0xff3f) !== 0 || load<u8>(ip, 9) !== PROTOCOL_TCP) return false;
  if (totalLength < IPV4_BYTES + TCP_BYTES) return false;
  segment.ipVersion = 4;
  segment.source0 = load<i32>(ip, 12);
  segment.destination0 = load<i32>(ip, 16);
  segment.ipId = u16At(ip + 4);
  segment.ttl = load<u8>(ip, 8);
  return readTcp(at, ip + IPV4_BYTES, ip + totalLength, capturedLength, originalLength);
}

function readIpv6(at: usize, ip: usize, capturedLength: i32, originalLength: i32): bool {
  const payloadLength = u16At(ip + 4);
  if (load<u8>(ip) >> 4 !== 6 || load<u8>(ip, 6) !== PROTOCOL_TCP || payloadLength < TCP_BYTES) return false;
  segment.ipVersion = 6;
  segment.source0 = load<i32>(ip, 8);
  segment.source1 = load<i32>(ip, 12);
  segment.source2 = load<i32>(ip, 16);
  segment.source3 = load<i32>(ip, 20);
  segment.destination0 = load<i32>(ip, 24);
  segment.destination1 = load<i32>(ip, 28);
  segment.destination2 = load<i32>(ip, 32);
  segment.destination3 = load<i32>(ip, 36);
  segment.ipId = -1;
  segment.ttl = load<u8>(ip, 7);
  return readTcp(at, ip + IPV6_BYTES, ip + IPV6_BYTES + payloadLength, capturedLength, originalLength);
}

@inline
function readTcp(at: usize, tcp: usize, packetEnd: usize, capturedLength: i32, originalLength: i32): bool {
  const offsetByte = load<u8>(tcp, 12);
  const headerLength: i32 = (offsetByte >> 4) * 4;
  if (headerLength < TCP_BYTES) return false;
  const reportedEnd = min(packetEnd, at + originalLength);
  const capturedEnd = min(reportedEnd, at + capturedLength);
  const payloadAt = tcp + headerLength;
  const s = segment;
  s.sourcePort = u16At(tcp);
  s.destinationPort = u16At(tcp + 2);
  s.seq = i32At(tcp + 4);
  s.ack = i32At(tcp + 8);
  s.flags = load<u8>(tcp, 13);
  s.window = u16At(tcp + 14);
  s.payloadAt = <i32>payloadAt;
  s.payloadLength = max(<i32>(reportedEnd - payloadAt), 0);
  s.capturedPayloadLength = max(<i32>(capturedEnd - payloadAt), 0);
  readOptions(tcp + TCP_BYTES, min(payloadAt, capturedEnd));
  return true;
}

/** Whether there is a timestamps option; of a SYN also what it offers (RFC 9293 section 3.1, RFC 7323). */
@inline
function readOptions(start: usize, end: usize): void {
  segment.windowScale = -1;
  segment.maximumSegmentSize = 0;
  const isUsual =
    (segment.flags & SYN) === 0 && start + ALIGNED_TIMESTAMPS_BYTES <= end && load<u32>(start) === ALIGNED_TIMESTAMPS;
  segment.hasTimestamps = isUsual ? 1 : 0;
  if (!isUsual && start < end) readEachOption(start, end);
}

function readEachOption(start: usize, end: usize): void {
  let at = start;
  while (at < end) {
    const kind = load<u8>(at);
    if (kind === END_OF_OPTIONS) return;
    if (kind === NO_OPERATION) {
      at++;
      continue;
    }
    const length: usize = at + 1 < end ? load<u8>(at, 1) : 0;
    if (length < 2 || at + length > end) return; // cut, or nonsense from here on
    takeOption(kind, at, length);
    at += length;
  }
}

function takeOption(kind: u8, at: usize, length: usize): void {
  if (kind === TIMESTAMPS && length === 10) segment.hasTimestamps = 1;
  else if (kind === MAXIMUM_SEGMENT_SIZE && length === 4) segment.maximumSegmentSize = u16At(at + 2);
  else if (kind === WINDOW_SCALE && length === 3) segment.windowScale = min(<i32>load<u8>(at, 2), MAX_WINDOW_SCALE);
}
