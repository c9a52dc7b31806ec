/**
 * From a frame to its TCP segment: one long-lived decoder whose fields describe the current segment. A plain frame
 * (Ethernet, IPv4 or IPv6 without options, TCP) is read in one go; every other one by the walk over header readers.
 * Both give the same answer for plain frames, which a test holds them to. Nothing is allocated per frame.
 */
import { DecodeCounters } from './decode-counters.ts';
import { DecodeStatus } from './decode-status.ts';
import { ETHERNET_BYTES } from './ethernet.ts';
import { FrameWalk, Header, type Problem } from './frame-walk.ts';
import { hasSubframe } from './ieee80211.ts';
import { LINKTYPE_ETHERNET, linkTypeStep } from './link-types.ts';
import { readHeaders } from './read-header.ts';
import { TCP_BYTES, TcpHeader } from './tcp-header.ts';

const IPV4_BYTES = 20;
const IPV6_BYTES = 40;
const PLAIN_IPV4_BYTES = ETHERNET_BYTES + IPV4_BYTES + TCP_BYTES;
const PLAIN_IPV6_BYTES = ETHERNET_BYTES + IPV6_BYTES + TCP_BYTES;
const PROTOCOL_TCP = 6;

export class FrameDecoder {
  /** Bytes that hold the innermost IP packet: the frame's own view, or a datagram's that was put together. */
  view: DataView = new DataView(new ArrayBuffer(0));
  ipVersion: 4 | 6 = 4;
  /** All offsets are absolute in `view`. */
  ipOffset = 0;
  tcpOffset = 0;
  /** Four bytes in IPv4, sixteen in IPv6. */
  sourceAddressOffset = 0;
  destinationAddressOffset = 0;
  /** Time to live, or hop limit. */
  ttl = 0;
  /** IPv4 identification, -1 in IPv6. */
  ipId = -1;
  dontFragment = false;
  payloadOffset = 0;
  /** TCP payload by the IP length fields: Wireshark's tcp.len. */
  payloadLength = 0;
  /** Payload bytes that were captured, from `payloadOffset` on. */
  capturedPayloadLength = 0;
  /** Innermost VLAN identifier, -1 without a tag. */
  vlanId = -1;
  /** Last four bytes of the innermost Ethernet source address as int32, 0 where there is none. */
  etherSourceLow = 0;
  originalFrameLength = 0;
  /**
   * After Malformed: only the TCP data offset is impossible, so that addresses and ports hold, and nothing else does.
   * Wireshark opens a stream for such a frame.
   */
  malformedSegment = false;
  readonly tcp: TcpHeader = new TcpHeader();
  readonly counters: DecodeCounters = new DecodeCounters();
  private readonly walk: FrameWalk = new FrameWalk();
  /** After Cut and Malformed: which header, and where. */
  readonly problem: Problem = this.walk.problem;
  private mayHaveMore = false;

  /** After Unsupported: the name of what is not read. */
  get unsupported(): string {
    return this.walk.unsupportedName;
  }

  /** Datagrams put together from fragments. */
  get reassembledDatagrams(): number {
    return this.walk.fragments.reassembled;
  }

  /** Fragmented datagrams that were given up because a piece was missing. */
  get abandonedDatagrams(): number {
    return this.walk.fragments.abandoned;
  }

  /** Decodes one frame. After Tcp the fields describe its (first) TCP segment, until the next call. */
  decode(
    view: DataView,
    offset: number,
    capturedLength: number,
    originalLength: number,
    linkType: number,
    frameNumber: number,
  ): DecodeStatus {
    this.originalFrameLength = originalLength;
    if (linkType === LINKTYPE_ETHERNET && this.readPlain(view, offset, capturedLength, originalLength)) {
      this.mayHaveMore = false;
      this.counters.tcp++;
      return DecodeStatus.Tcp;
    }
    return this.decodeByWalk(view, offset, capturedLength, originalLength, linkType, frameNumber);
  }

  /** Another TCP segment of the same frame (802.11 A-MSDU), or NotTcp. */
  decodeNext(): DecodeStatus {
    if (!this.mayHaveMore || !hasSubframe(this.walk)) return DecodeStatus.NotTcp;
    const status = readHeaders(this.walk, Header.Amsdu);
    if (status !== DecodeStatus.Tcp) return DecodeStatus.NotTcp;
    this.takeSegment();
    return status;
  }

  /** The same as `decode` without the short way for plain frames. */
  decodeByWalk(
    view: DataView,
    offset: number,
    capturedLength: number,
    originalLength: number,
    linkType: number,
    frameNumber: number,
  ): DecodeStatus {
    const walk = this.walk;
    this.originalFrameLength = originalLength;
    walk.begin(view, offset, capturedLength, originalLength, frameNumber);
    const status = readHeaders(walk, linkTypeStep(walk, linkType));
    this.mayHaveMore = status === DecodeStatus.Tcp;
    this.malformedSegment = status === DecodeStatus.Malformed && walk.malformedSegment;
    if (status === DecodeStatus.Tcp || this.malformedSegment) this.takeSegment();
    if (status === DecodeStatus.Tcp) this.counters.tcp++;
    else this.counters.countOther(status, walk.unsupportedName);
    return status;
  }

  private takeSegment(): void {
    const walk = this.walk;
    this.view = walk.view;
    this.ipVersion = walk.ipVersion;
    this.ipOffset = walk.ipOffset;
    this.sourceAddressOffset = walk.sourceAddressOffset;
    this.destinationAddressOffset = walk.destinationAddressOffset;
    this.ttl = walk.ttl;
    this.ipId = walk.ipId;
    this.dontFragment = walk.dontFragment;
    this.vlanId = walk.vlanId;
    this.etherSourceLow = walk.etherSourceLow;
    this.setPayload(walk.view, walk.tcpOffset, walk.capturedEnd, walk.reportedEnd);
  }

  private setPayload(view: DataView, tcpOffset: number, capturedEnd: number, reportedEnd: number): void {
    this.tcpOffset = tcpOffset;
    const tcp = this.tcp;
    tcp.at(view, tcpOffset, capturedEnd);
    const payloadOffset = tcpOffset + tcp.dataOffsetBytes;
    const length = reportedEnd - payloadOffset;
    const captured = capturedEnd - payloadOffset;
    this.payloadOffset = payloadOffset;
    // Negative where the data offset points behind the packet, or behind what was captured.
    this.payloadLength = Math.max(length, 0);
    this.capturedPayloadLength = Math.max(captured, 0);
  }

  /** Ethernet II, then IP without anything between its fixed header and TCP. False: it is not as plain as that. */
  private readPlain(view: DataView, offset: number, capturedLength: number, originalLength: number): boolean {
    if (capturedLength < PLAIN_IPV4_BYTES || originalLength < capturedLength) return false;
    const etherType = view.getUint16(offset + 12);
    if (etherType === 0x0800) return this.readPlainIpv4(view, offset, capturedLength, originalLength);
    if (etherType === 0x86dd) return this.readPlainIpv6(view, offset, capturedLength, originalLength);
    return false;
  }

  private readPlainIpv4(
    view: DataView,
    offset: number,
    capturedLength: number,
    originalLength: number,
  ): boolean {
    const ip = offset + ETHERNET_BYTES;
    const tcp = ip + IPV4_BYTES;
    const first = view.getInt32(ip); // version, header length, traffic class, total length
    const second = view.getInt32(ip + 4); // identification, flags, fragment offset
    const third = view.getInt32(ip + 8); // time to live, protocol, checksum
    const totalLength = first & 0xffff;
    if (first >>> 24 !== 0x45 || (second & 0x3fff) !== 0) return false;
    if (((third >> 16) & 0xff) !== PROTOCOL_TCP || totalLength < IPV4_BYTES + TCP_BYTES) return false;
    if (view.getUint8(tcp + 12) < 0x50) return false;
    this.ipVersion = 4;
    this.sourceAddressOffset = ip + 12;
    this.destinationAddressOffset = ip + 16;
    this.ipId = second >>> 16;
    this.dontFragment = (second & 0x4000) !== 0;
    this.ttl = third >>> 24;
    this.takePlain(view, offset, ip, tcp, totalLength, capturedLength, originalLength);
    return true;
  }

  private readPlainIpv6(
    view: DataView,
    offset: number,
    capturedLength: number,
    originalLength: number,
  ): boolean {
    const ip = offset + ETHERNET_BYTES;
    const tcp = ip + IPV6_BYTES;
    if (capturedLength < PLAIN_IPV6_BYTES) return false;
    const second = view.getInt32(ip + 4); // payload length, next header, hop limit
    const payloadLength = second >>> 16;
    if (view.getUint8(ip) >> 4 !== 6 || ((second >> 8) & 0xff) !== PROTOCOL_TCP) return false;
    if (payloadLength < TCP_BYTES || view.getUint8(tcp + 12) < 0x50) return false;
    this.ipVersion = 6;
    this.sourceAddressOffset = ip + 8;
    this.destinationAddressOffset = ip + 24;
    this.ipId = -1;
    this.dontFragment = true;
    this.ttl = second & 0xff;
    this.takePlain(view, offset, ip, tcp, IPV6_BYTES + payloadLength, capturedLength, originalLength);
    return true;
  }

  private takePlain(
    view: DataView,
    offset: number,
    ip: number,
    tcp: number,
    packetLength: number,
    capturedLength: number,
    originalLength: number,
  ): void {
    this.view = view;
    this.ipOffset = ip;
    this.vlanId = -1;
    this.etherSourceLow = view.getInt32(offset + 8);
    this.malformedSegment = false;
    const packetEnd = ip + packetLength;
    const reportedEnd = Math.min(packetEnd, offset + originalLength);
    this.setPayload(view, tcp, Math.min(reportedEnd, offset + capturedLength), reportedEnd);
  }
}
