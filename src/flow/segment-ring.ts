/**
 * The last segments of every open connection, in one slab: what a verdict cites must still be there when the
 * verdict is made. A connection owns one slot of fixed size; nothing is allocated per segment.
 *
 * One entry, 32 bytes, little-endian:
 *   0 f64 timeNs | 8 u32 frame | 12 i32 seq | 16 i32 ack | 20 u32 payloadLength
 *   24 u16 window | 26 u16 ipId | 28 u8 flags | 29 u8 ttl | 30 u8 side and marks | 31 u8 analysis
 */

/** Entries kept per connection. */
export const RING_SEGMENTS = 24;
const ENTRY_BYTES = 32;
const SLOT_BYTES = RING_SEGMENTS * ENTRY_BYTES;
const SLOTS_PER_PAGE = 1024;

/** Marks in the byte at offset 30. */
export const RingMark = { fromSecond: 1, timestamps: 2, retransmission: 4, keepAlive: 8 } as const;

/** A segment as it is shown and reasoned about: made only for connections that are diagnosed. */
export interface SegmentFact {
  frame: number;
  timeNs: number;
  /** 0: sent by the side that sent the stream's first frame; 1: by the other. */
  from: 0 | 1;
  seq: number;
  ack: number;
  length: number;
  window: number;
  ipId: number;
  flags: number;
  ttl: number;
  hasTimestamps: boolean;
  retransmission: boolean;
  keepAlive: boolean;
}

export class SegmentRing {
  private readonly pages: DataView[] = [];
  private readonly free: number[] = [];
  private slots = 0;

  /** Takes a slot for a connection. */
  take(): number {
    const reused = this.free.pop();
    if (reused !== undefined) return reused;
    if (this.slots === this.pages.length * SLOTS_PER_PAGE) {
      this.pages.push(new DataView(new ArrayBuffer(SLOTS_PER_PAGE * SLOT_BYTES)));
    }
    return this.slots++;
  }

  give(slot: number): void {
    this.free.push(slot);
  }

  /** Writes entry `index` (counted from the connection's first segment; the oldest is overwritten). */
  write(
    slot: number,
    index: number,
    timeNs: number,
    frame: number,
    seq: number,
    ack: number,
    length: number,
    window: number,
    ipId: number,
    flags: number,
    ttl: number,
    marks: number,
  ): void {
    const page = this.pages[slot >>> 10] as DataView;
    const at = (slot & 1023) * SLOT_BYTES + (index % RING_SEGMENTS) * ENTRY_BYTES;
    page.setFloat64(at, timeNs, true);
    page.setUint32(at + 8, frame, true);
    page.setInt32(at + 12, seq, true);
    page.setInt32(at + 16, ack, true);
    page.setUint32(at + 20, length, true);
    page.setUint16(at + 24, window, true);
    page.setUint16(at + 26, ipId, true);
    page.setUint8(at + 28, flags);
    page.setUint8(at + 29, ttl);
    page.setUint8(at + 30, marks);
  }

  /** The kept segments of a connection that has had `count`, oldest first. */
  read(slot: number, count: number): SegmentFact[] {
    const page = this.pages[slot >>> 10] as DataView;
    const facts: SegmentFact[] = [];
    for (let i = Math.max(0, count - RING_SEGMENTS); i < count; i++) {
      const at = (slot & 1023) * SLOT_BYTES + (i % RING_SEGMENTS) * ENTRY_BYTES;
      const marks = page.getUint8(at + 30);
      facts.push({
        timeNs: page.getFloat64(at, true),
        frame: page.getUint32(at + 8, true),
        seq: page.getInt32(at + 12, true),
        ack: page.getInt32(at + 16, true),
        length: page.getUint32(at + 20, true),
        window: page.getUint16(at + 24, true),
        ipId: page.getUint16(at + 26, true),
        flags: page.getUint8(at + 28),
        ttl: page.getUint8(at + 29),
        from: marks & RingMark.fromSecond ? 1 : 0,
        hasTimestamps: (marks & RingMark.timestamps) !== 0,
        retransmission: (marks & RingMark.retransmission) !== 0,
        keepAlive: (marks & RingMark.keepAlive) !== 0,
      });
    }
    return facts;
  }
}
