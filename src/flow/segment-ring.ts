/**
 * The last segments of every open connection, in one slab: what a verdict cites must still be there when the
 * verdict is made. A connection owns the slot that its record has; nothing is allocated per segment.
 *
 * One entry: a time, and six integers: frame | seq | ack | payload length | window << 16, ipId | flags, ttl << 8, marks << 16
 */
import type { FrameDecoder } from '../wire/frame-decoder.ts';
import type { Moment } from './moment.ts';

/** Entries kept per connection; a power of two. */
const RING_SEGMENTS = 16;
const ENTRY_INTS = 6;
const SLOTS_PER_PAGE = 1024;
const PAGE_SHIFT = 10;

/** Marks of an entry. */
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
  private readonly ints: Int32Array[] = [];
  private readonly times: Float64Array[] = [];

  /** Writes the decoder's segment as entry `index` (counted from the connection's first; the oldest is overwritten). */
  write(slot: number, index: number, decoder: FrameDecoder, now: Moment, marks: number): void {
    const page = slot >>> PAGE_SHIFT;
    const ints = this.ints[page] ?? this.addPage();
    const entry = (slot & (SLOTS_PER_PAGE - 1)) * RING_SEGMENTS + (index & (RING_SEGMENTS - 1));
    const { tcp } = decoder;
    (this.times[page] as Float64Array)[entry] = now.timeNs;
    const at = entry * ENTRY_INTS;
    ints[at] = now.frame;
    ints[at + 1] = tcp.sequenceNumber;
    ints[at + 2] = tcp.acknowledgmentNumber;
    ints[at + 3] = decoder.payloadLength;
    ints[at + 4] = (tcp.window << 16) | (decoder.ipId & 0xffff);
    ints[at + 5] = tcp.flags | (decoder.ttl << 8) | (marks << 16);
  }

  /** The kept segments of a connection that has had `count`, oldest first. */
  read(slot: number, count: number): SegmentFact[] {
    const facts: SegmentFact[] = [];
    for (let i = Math.max(0, count - RING_SEGMENTS); i < count; i++) facts.push(this.entry(slot, i));
    return facts;
  }

  private entry(slot: number, index: number): SegmentFact {
    const ints = this.ints[slot >>> PAGE_SHIFT] as Int32Array;
    const times = this.times[slot >>> PAGE_SHIFT] as Float64Array;
    const entry = (slot & (SLOTS_PER_PAGE - 1)) * RING_SEGMENTS + (index & (RING_SEGMENTS - 1));
    const int = (i: number): number => ints[entry * ENTRY_INTS + i] as number;
    const marks = int(5) >>> 16;
    return {
      timeNs: times[entry] as number,
      frame: int(0),
      seq: int(1),
      ack: int(2),
      length: int(3),
      window: int(4) >>> 16,
      ipId: int(4) & 0xffff,
      flags: int(5) & 0xff,
      ttl: (int(5) >>> 8) & 0xff,
      from: marks & RingMark.fromSecond ? 1 : 0,
      hasTimestamps: (marks & RingMark.timestamps) !== 0,
      retransmission: (marks & RingMark.retransmission) !== 0,
      keepAlive: (marks & RingMark.keepAlive) !== 0,
    };
  }

  /** Slots are handed out one by one (by the slab), so pages come in order. */
  private addPage(): Int32Array {
    const ints = new Int32Array(SLOTS_PER_PAGE * RING_SEGMENTS * ENTRY_INTS);
    this.ints.push(ints);
    this.times.push(new Float64Array(SLOTS_PER_PAGE * RING_SEGMENTS));
    return ints;
  }
}
