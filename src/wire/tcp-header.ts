/**
 * A view of one TCP header (RFC 9293 section 3.1): one long-lived object that is moved from segment to segment. Options
 * are read when first asked for, and only as far as they were captured.
 *
 *   0 source port | 2 destination port | 4 sequence number | 8 acknowledgment number
 *   12 data offset (4 bits) | 13 flags | 14 window | 16 checksum | 18 urgent pointer | 20 options
 */

/** Length of the header without options. */
export const TCP_BYTES = 20;
const END_OF_OPTIONS = 0;
const NO_OPERATION = 1;
const MAXIMUM_SEGMENT_SIZE = 2;
const WINDOW_SCALE = 3;
const SACK_PERMITTED = 4;
const SACK = 5;
const TIMESTAMPS = 8;
const TIMESTAMPS_BYTES = 10;
/** Two no-operations and the timestamps option, as nearly every stack writes them (RFC 7323 appendix A). */
const ALIGNED_TIMESTAMPS = 0x0101080a;
const ALIGNED_TIMESTAMPS_BYTES = 12;
/** RFC 7323 section 2.3: a larger shift count counts as 14. */
const MAX_WINDOW_SCALE = 14;
const MAX_SACK_BLOCKS = 4;

export class TcpHeader {
  private view: DataView = new DataView(new ArrayBuffer(TCP_BYTES));
  private offset = 0;
  private capturedEnd = 0;
  private parsed = false;
  private scale = -1;
  private segmentSize = 0;
  private sackAllowed = false;
  /** Where the timestamps option's value starts, 0 without one. */
  private timestampsOffset = 0;
  private sackOffset = 0;
  private sackBlocks = 0;

  /** Moves to the header at `offset`; at least its first sixteen bytes lie before `capturedEnd`. */
  at(view: DataView, offset: number, capturedEnd: number): void {
    this.view = view;
    this.offset = offset;
    this.capturedEnd = capturedEnd;
    this.parsed = false;
  }

  get sourcePort(): number {
    return this.view.getUint16(this.offset);
  }
  get destinationPort(): number {
    return this.view.getUint16(this.offset + 2);
  }
  /** As int32: see sequence.ts. */
  get sequenceNumber(): number {
    return this.view.getInt32(this.offset + 4);
  }
  /** As int32; meaningful with the ACK flag. */
  get acknowledgmentNumber(): number {
    return this.view.getInt32(this.offset + 8);
  }
  get dataOffsetBytes(): number {
    return (this.view.getUint8(this.offset + 12) >> 4) * 4;
  }
  /** FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32, ECE 64, CWR 128. */
  get flags(): number {
    return this.view.getUint8(this.offset + 13);
  }
  /** The field itself, not scaled. */
  get window(): number {
    return this.view.getUint16(this.offset + 14);
  }
  /** 0 where the capture cut it off. */
  get urgentPointer(): number {
    return this.offset + TCP_BYTES <= this.capturedEnd ? this.view.getUint16(this.offset + 18) : 0;
  }

  get hasTimestamps(): boolean {
    if (this.startsWithAlignedTimestamps()) return true;
    this.parseOptions();
    return this.timestampsOffset !== 0;
  }
  /** TSval as uint32, 0 without the option. */
  get timestampValue(): number {
    const at = this.timestampsAt();
    return at === 0 ? 0 : this.view.getUint32(at);
  }
  /** TSecr as uint32, 0 without the option. */
  get timestampEcho(): number {
    const at = this.timestampsAt();
    return at === 0 ? 0 : this.view.getUint32(at + 4);
  }
  /** Shift count 0 to 14, -1 without the option. */
  get windowScale(): number {
    this.parseOptions();
    return this.scale;
  }
  /** 0 without the option. */
  get maximumSegmentSize(): number {
    this.parseOptions();
    return this.segmentSize;
  }
  get sackPermitted(): boolean {
    this.parseOptions();
    return this.sackAllowed;
  }
  /** Number of SACK blocks, 0 to 4 (RFC 2018). */
  get sackCount(): number {
    this.parseOptions();
    return this.sackBlocks;
  }
  /** First sequence number of block `index`, which is below `sackCount`. */
  sackLeftEdge(index: number): number {
    this.parseOptions();
    return this.view.getInt32(this.sackOffset + index * 8);
  }
  /** Sequence number behind block `index`, which is below `sackCount`. */
  sackRightEdge(index: number): number {
    this.parseOptions();
    return this.view.getInt32(this.sackOffset + index * 8 + 4);
  }

  /** Reads all options; the getters call it, and only the first call per segment works. */
  parseOptions(): void {
    if (this.parsed) return;
    this.parsed = true;
    this.scale = -1;
    this.segmentSize = 0;
    this.sackAllowed = false;
    this.timestampsOffset = 0;
    this.sackBlocks = 0;
    const end = Math.min(this.offset + this.dataOffsetBytes, this.capturedEnd);
    let at = this.offset + TCP_BYTES;
    while (at < end) {
      const kind = this.view.getUint8(at);
      if (kind === END_OF_OPTIONS) return;
      if (kind === NO_OPERATION) {
        at++;
        continue;
      }
      const length = at + 1 < end ? this.view.getUint8(at + 1) : 0;
      if (length < 2 || at + length > end) return; // cut, or nonsense from here on
      this.takeOption(kind, at, length);
      at += length;
    }
  }

  private takeOption(kind: number, at: number, length: number): void {
    switch (kind) {
      case MAXIMUM_SEGMENT_SIZE:
        if (length === 4) this.segmentSize = this.view.getUint16(at + 2);
        break;
      case WINDOW_SCALE:
        if (length === 3) this.scale = Math.min(this.view.getUint8(at + 2), MAX_WINDOW_SCALE);
        break;
      case SACK_PERMITTED:
        this.sackAllowed = true;
        break;
      case SACK:
        this.sackOffset = at + 2;
        this.sackBlocks = Math.min((length - 2) >> 3, MAX_SACK_BLOCKS);
        break;
      case TIMESTAMPS:
        if (length === TIMESTAMPS_BYTES) this.timestampsOffset = at + 2;
        break;
    }
  }

  private timestampsAt(): number {
    if (this.startsWithAlignedTimestamps()) return this.offset + TCP_BYTES + 4;
    this.parseOptions();
    return this.timestampsOffset;
  }

  /** The usual layout, told without walking through the options. */
  private startsWithAlignedTimestamps(): boolean {
    const end = this.offset + TCP_BYTES + ALIGNED_TIMESTAMPS_BYTES;
    if (end > this.capturedEnd || this.dataOffsetBytes < TCP_BYTES + ALIGNED_TIMESTAMPS_BYTES) return false;
    return this.view.getInt32(this.offset + TCP_BYTES) === ALIGNED_TIMESTAMPS;
  }
}
