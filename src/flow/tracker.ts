/**
 * Segments in, connections out: looks up each segment's connection, runs sequence analysis, collects facts, orders
 * payload for the readers above, and decides when a connection is over. One pass; nothing is kept per segment but a
 * short window of each open connection.
 */

import type { FrameDecoder } from '../wire/frame-decoder.ts';
import { appReader } from './app-reader.ts';
import { Completeness, Connection } from './connection.ts';
import { ConnectionSlab } from './connection-slab.ts';
import { Core } from './core.ts';
import { isUnremarkable } from './ending.ts';
import { LINGER_NS, LINGER_SLACK_NS } from './linger.ts';
import type { Moment } from './moment.ts';
import { drainPending } from './payload-order.ts';
import { RowAt, RowStore } from './row-store.ts';
import { isIdleClose, writeRow } from './row-writer.ts';
import { RstLog } from './rst-log.ts';
import { type HookWorld, hooksOf } from './segment-hooks.ts';
import { type SegmentFact, SegmentRing } from './segment-ring.ts';
import { ServerTable } from './server-table.ts';
import { RST } from './tcp-flags.ts';

/** Open connections held in full. Beyond it the longest idle ones are put away early. */
const MAX_LIVE = 120_000;
/** Connections kept in full because they ended badly, and where all are to be kept. */
const MAX_KEPT = 100_000;
const MAX_KEPT_OF_ALL = 1_000_000;

export interface TrackerOptions {
  /** Keep every connection in full, also healthy ones. */
  keepAll: boolean;
  /** For the flow table's hash; changes no result. */
  hashSeed: number;
}

export class Tracker implements HookWorld {
  readonly core: Core;
  readonly rows: RowStore;
  readonly rstLog: RstLog = new RstLog();
  readonly servers: ServerTable;
  /** Slots of connections that may have ended badly, or of all with `keepAll`; complete after `finish`. */
  private readonly kept: number[] = [];
  /** Connections that ended badly after the bound was reached: counted only. */
  notKept = 0;
  /** Connections that were closed while idle, of those that are not kept. */
  idleCloses = 0;
  /** Rows of connections of which only one side's frames had come when they were put away. */
  readonly oneSided: number[] = [];
  /** Segments of connections for which there was no room any more: counted only. */
  notFollowed = 0;
  /** Segments that the core did not take, and the latest of them. */
  private lateSegments = 0;
  private lateNs = 0;
  /** Of the last segment: its stream, its sender (an index of `sides`), and what sequence analysis found. */
  lastStream = -1;
  lastFrom: 0 | 1 = 0;
  lastFound = 0;
  readonly slab: ConnectionSlab;
  readonly ring: SegmentRing;
  payloadView: DataView;
  payloadOffset = 0;
  private readonly keepAll: boolean;
  /** The one view that segments are processed through. */
  readonly current: Connection = new Connection();
  private liveCount = 0;
  /** Rows of ended connections in order of their end, from `closingFrom` on. */
  private readonly closing: number[] = [];
  private closingFrom = 0;
  private closingDueNs = Number.POSITIVE_INFINITY;

  constructor(options: TrackerOptions) {
    this.keepAll = options.keepAll;
    this.core = new Core(options.hashSeed, hooksOf(this));
    this.payloadView = this.core.view;
    this.rows = new RowStore(this.core);
    this.servers = new ServerTable(this.rows);
    this.slab = new ConnectionSlab(this.core);
    this.ring = new SegmentRing(this.core);
  }

  get segments(): number {
    return this.lateSegments + this.core.calls.takenCount();
  }

  get lastNs(): number {
    return Math.max(this.lateNs, this.core.calls.takenLastNs());
  }

  /** Takes the segment that the decoder holds. */
  segment(decoder: FrameDecoder, now: Moment): void {
    this.core.hold(decoder, now);
    this.payloadView = decoder.view;
    this.payloadOffset = decoder.payloadOffset;
    this.takeHeld(now);
  }

  /** Takes the segment in the core's hand. */
  takeHeld(now: Moment): void {
    const { core } = this;
    const { segment } = core;
    if (now.timeNs >= this.closingDueNs) this.putAwayClosed(now.timeNs);
    let row = core.calls.find();
    if (row < 0 || core.calls.startsAnew() !== 0) row = this.open(row, now);
    this.lastStream = row;
    this.lastFrom = segment.from;
    if (row < 0 || core.calls.add() === 0) this.addLate(row, now);
    this.lastFound = segment.found;
  }

  /** The capture is over: every connection gets its row, and is kept where it ended badly. */
  finish(): void {
    this.servers.addSurvivedIdles(this.core);
    this.putAwayClosed(Number.POSITIVE_INFINITY);
    for (let row = 0; row < this.rows.count; row++) this.putAwayRow(row);
  }

  /** The kept connections, each through a view of its own, in order of their streams. */
  keptConnections(): Connection[] {
    return this.kept
      .map((slot) => this.slab.place(new Connection(), slot))
      .sort((a, b) => a.stream - b.stream);
  }

  /** A connection that is still open, through a view that the next segment moves; null once it was put away. */
  openConnection(stream: number): Connection | null {
    const slot = this.rows.slot(stream);
    return slot < 0 ? null : this.slab.place(this.current, slot);
  }

  /** The last segments of a kept connection, oldest first. */
  recentSegments(connection: Connection): SegmentFact[] {
    return this.ring.read(connection.slot, connection.ringCount);
  }

  /** A new row and record for the segment's four-tuple; `previous` is the row that had it before, or -1. */
  private open(previous: number, now: Moment): number {
    const slot = this.slab.take();
    const row = this.rows.open(previous, slot);
    if (row < 0) {
      this.slab.give(slot);
      return row;
    }
    this.liveCount++;
    if (this.liveCount > MAX_LIVE) this.relieve(now.timeNs, row);
    return row;
  }

  private setDue(timeNs: number): void {
    this.closingDueNs = timeNs;
    this.core.calls.setDue(timeNs + LINGER_SLACK_NS);
  }

  /** A segment of a connection that was put away: its row still counts it. */
  private addLate(row: number, now: Moment): void {
    const { rows } = this;
    const { from, flags, payloadLength } = this.core.segment;
    this.lateSegments++;
    if (now.timeNs > this.lateNs) this.lateNs = now.timeNs;
    if (row < 0) {
      this.notFollowed++;
      return;
    }
    const frames = from === 0 ? RowAt.framesA : RowAt.framesB;
    const bytes = from === 0 ? RowAt.bytesA : RowAt.bytesB;
    rows.setU32(row, frames, rows.getU32(row, frames) + 1);
    rows.setF64(row, bytes, rows.getF64(row, bytes) + payloadLength);
    if (now.timeNs > rows.getF64(row, RowAt.lastNs)) rows.setF64(row, RowAt.lastNs, now.timeNs);
    if ((flags & RST) === 0) return;
    rows.setU32(row, RowAt.lastRst, this.rstLog.add(now.frame, from, rows.getU32(row, RowAt.lastRst)));
    rows.setU8(row, RowAt.completeness, rows.getU8(row, RowAt.completeness) | Completeness.rst);
  }

  /** It waits some time for late segments. */
  noteClosing(connection: Connection): void {
    this.closing.push(connection.stream);
    if (this.closing.length - this.closingFrom === 1) this.setDue(connection.closingNs + LINGER_NS);
  }

  private putAwayClosed(nowNs: number): void {
    while (this.closingFrom < this.closing.length) {
      const row = this.closing[this.closingFrom] as number;
      const slot = this.rows.slot(row);
      if (slot >= 0) {
        const dueNs = this.slab.place(this.current, slot).closingNs + LINGER_NS;
        if (dueNs > nowNs) {
          this.setDue(dueNs);
          this.compactClosing();
          return;
        }
        this.putAway(this.current);
      }
      this.closingFrom++;
    }
    this.closing.length = 0;
    this.closingFrom = 0;
    this.setDue(Number.POSITIVE_INFINITY);
  }

  private compactClosing(): void {
    if (this.closingFrom < 4096) return;
    this.closing.splice(0, this.closingFrom);
    this.closingFrom = 0;
  }

  private putAwayRow(row: number): void {
    const slot = this.rows.slot(row);
    if (slot >= 0) this.putAway(this.slab.place(this.current, slot));
  }

  private putAway(connection: Connection): void {
    drainPending(appReader, connection, 0, true);
    drainPending(appReader, connection, 1, true);
    const { stream, sides } = connection;
    this.core.calls.forget(stream);
    this.liveCount--;
    const facts = this.servers.noteFinished(connection);
    writeRow(this.rows, connection);
    facts.lives.add(this.rows, stream);
    if (sides[0].frames === 0 || sides[1].frames === 0) this.oneSided.push(stream);
    const unremarkable = isUnremarkable(connection, facts.ticketLengths);
    const most = this.keepAll ? MAX_KEPT_OF_ALL : MAX_KEPT;
    if ((this.keepAll || !unremarkable) && this.kept.length < most) {
      this.kept.push(connection.slot);
      return;
    }
    if (!unremarkable) this.notKept++;
    if (isIdleClose(this.rows, stream)) this.idleCloses++;
    this.slab.give(connection.slot);
  }

  /** Too many connections are held: those silent for longest are put away as they stand; `newest` stays. */
  private relieve(nowNs: number, newest: number): void {
    for (const patienceNs of [300e9, 60e9, 5e9, 0]) {
      for (let row = 0; row < newest; row++) {
        const slot = this.rows.slot(row);
        if (slot >= 0 && nowNs - this.slab.place(this.current, slot).lastNs >= patienceNs)
          this.putAway(this.current);
      }
      if (this.liveCount < MAX_LIVE / 2) break;
    }
  }
}
