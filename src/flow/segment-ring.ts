/**
 * The last segments of every open connection, at the end of its record: what a verdict cites must still be there when
 * the verdict is made. The core writes it (core/connection.ts).
 *
 * One entry: a time, and six integers: frame | seq | ack | payload length | window << 16, ipId | flags, ttl << 8, marks << 16
 */
import type { Core } from './core.ts';
import { RECORD_UNITS, RING_AT, RING_ENTRY_UNITS, RING_SEGMENTS, SLOT_SHIFT } from './record-map.ts';

/** Marks of an entry. */
const RingMark = { fromSecond: 1, timestamps: 2, retransmission: 4, keepAlive: 8 } as const;

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
  private readonly core: Core;

  constructor(core: Core) {
    this.core = core;
  }

  /** The kept segments of a connection that has had `count`, oldest first. */
  read(slot: number, count: number): SegmentFact[] {
    const facts: SegmentFact[] = [];
    for (let i = Math.max(0, count - RING_SEGMENTS); i < count; i++) facts.push(this.entry(slot, i));
    return facts;
  }

  private entry(slot: number, index: number): SegmentFact {
    const { ints, floats } = this.core;
    const entry = this.entryAt(slot, index);
    const int = (i: number): number => ints[entry * 2 + 2 + i] as number;
    const marks = int(5) >>> 16;
    return {
      timeNs: floats[entry] as number,
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

  /** Where an entry begins, in units of 8 bytes. */
  private entryAt(slot: number, index: number): number {
    const ring = this.core.recordAt(slot, SLOT_SHIFT, RECORD_UNITS) + RING_AT;
    return ring + (index & (RING_SEGMENTS - 1)) * RING_ENTRY_UNITS;
  }
}
