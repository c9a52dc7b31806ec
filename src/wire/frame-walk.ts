/**
 * The state of a walk through one frame's headers, outermost first. One long-lived object: a header's reader looks at
 * `offset`, moves it behind the header, and returns the next step, either a header that follows or what became of the
 * frame. Nothing is allocated.
 *
 * Two ends are kept apart. `capturedEnd` is where the bytes stop that are really there; `reportedEnd` is where the
 * current layer stops by its length fields, and lies further away when the snap length cut the frame. A header that
 * crosses only the first is cut, one that crosses the second is malformed.
 */
import { DecodeStatus } from './decode-status.ts';
import { FragmentTable } from './fragment-table.ts';

/** Headers that have a reader. Above every `DecodeStatus`, so that one number says "go on with" or "done". */
export const Header = {
  Ethernet: 16,
  Vlan: 17,
  ShortTag: 18,
  LongTag: 19,
  Llc: 20,
  LinuxSll: 21,
  LinuxSll2: 22,
  NullLoopback: 23,
  RawIp: 24,
  Ppp: 25,
  PppHdlc: 26,
  Pppoe: 27,
  CiscoHdlc: 28,
  Fddi: 29,
  Nflog: 30,
  Radiotap: 31,
  Ieee80211: 32,
  Amsdu: 33,
  Mpls: 34,
  Nsh: 35,
  Ipv4: 36,
  Ipv6: 37,
  Ipv6Extension: 38,
  Ipv6Fragment: 39,
  Authentication: 40,
  Udp: 41,
  Vxlan: 42,
  VxlanGpe: 43,
  Geneve: 44,
  Gtp: 45,
  Teredo: 46,
  Gre: 47,
  ErspanII: 48,
  ErspanIII: 49,
  EtherIp: 50,
  Tcp: 51,
} as const;
export type Header = (typeof Header)[keyof typeof Header];

/** What a reader returns: the header to read next, or how the walk ended. */
export type Step = DecodeStatus | Header;

/** Where and why decoding stopped. `offset` counts from the start of the frame (or of the reassembled datagram). */
export interface Problem {
  layer: string;
  offset: number;
  /** Bytes that the header needs; for a field that contradicts another, the least value that would make sense. */
  needed: number;
  /** Bytes that there are; or the field's value. */
  available: number;
}

export class FrameWalk {
  view: DataView = new DataView(new ArrayBuffer(0));
  /** Where the next header starts in `view`; may lie behind `capturedEnd`, so ask `has` before reading. */
  offset = 0;
  capturedEnd = 0;
  reportedEnd = 0;
  frameNumber = 0;
  /** Innermost VLAN identifier, -1 without a tag. */
  vlanId = -1;
  /** Last four bytes of the innermost Ethernet source address (int32), 0 where there is none. */
  etherSourceLow = 0;

  // The innermost IP header so far.
  ipVersion: 4 | 6 = 4;
  ipOffset = 0;
  /** Where the packet ends by its own length field, even if what carries it ends before. */
  packetEnd = 0;
  sourceAddressOffset = 0;
  destinationAddressOffset = 0;
  ttl = 0;
  ipId = -1;
  dontFragment = false;

  tcpOffset = 0;
  /** A TCP header with an impossible data offset: Wireshark opens a stream for it all the same. */
  malformedSegment = false;

  // The rest of an 802.11 A-MSDU: the only container here that can hold more than one IP packet.
  amsduView: DataView = this.view;
  amsduOffset = 0;
  amsduCapturedEnd = 0;
  amsduReportedEnd = 0;

  /** Name of what is not read, after Unsupported. */
  unsupportedName = '';
  readonly problem: Problem = { layer: '', offset: 0, needed: 0, available: 0 };
  readonly fragments: FragmentTable = new FragmentTable();
  private start = 0;

  begin(
    view: DataView,
    offset: number,
    capturedLength: number,
    originalLength: number,
    frameNumber: number,
  ): void {
    this.view = view;
    this.start = offset;
    this.offset = offset;
    this.capturedEnd = offset + capturedLength;
    // Some writers give an original length below the captured one; Wireshark believes the bytes.
    this.reportedEnd = offset + Math.max(originalLength, capturedLength);
    this.frameNumber = frameNumber;
    this.vlanId = -1;
    this.etherSourceLow = 0;
    this.malformedSegment = false;
    this.amsduOffset = 0;
    this.amsduCapturedEnd = 0;
  }

  /** Goes on in another buffer: a datagram put together from fragments. */
  enter(view: DataView, offset: number, end: number): void {
    this.view = view;
    this.start = 0;
    this.offset = offset;
    this.capturedEnd = end;
    this.reportedEnd = end;
  }

  /** True when the next `bytes` bytes were captured and belong to the current layer. */
  has(bytes: number): boolean {
    return this.offset + bytes <= this.capturedEnd;
  }

  /** The current layer ends `length` bytes from here; what follows is padding, a trailer or a check sequence. */
  limit(length: number): void {
    const end = this.offset + length;
    if (end >= this.reportedEnd) return;
    this.reportedEnd = end;
    if (this.capturedEnd > end) this.capturedEnd = end;
  }

  /** The header at `offset` does not fit: cut by the capture, or longer than the layer around it. */
  short(layer: string, needed: number): DecodeStatus {
    const available = this.capturedEnd - this.offset;
    this.note(layer, needed, Math.max(available, 0));
    return this.offset + needed <= this.reportedEnd ? DecodeStatus.Cut : DecodeStatus.Malformed;
  }

  /** A field of the header at `offset` cannot be: it says `value` where at least `needed` makes sense. */
  malformed(layer: string, needed: number, value: number): DecodeStatus {
    this.note(layer, needed, value);
    return DecodeStatus.Malformed;
  }

  unsupported(name: string): DecodeStatus {
    this.unsupportedName = name;
    return DecodeStatus.Unsupported;
  }

  private note(layer: string, needed: number, available: number): void {
    const problem = this.problem;
    problem.layer = layer;
    problem.offset = this.offset - this.start;
    problem.needed = needed;
    problem.available = available;
  }
}
