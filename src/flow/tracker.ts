/**
 * Segments in, connections out. The core does it (core/take.ts): it looks up each segment's connection, collects
 * facts, and puts connections away that are over. This is its owner, with all that numbers cannot hold. One pass; nothing
 * is kept per segment but a short window of each open connection.
 */

import type { FrameDecoder } from '../wire/frame-decoder.ts';
import { Connection } from './connection.ts';
import { ConnectionSlab } from './connection-slab.ts';
import { Core } from './core.ts';
import type { Directions } from './directions.ts';
import type { Moment } from './moment.ts';
import { RowStore } from './row-store.ts';
import { RstLog } from './rst-log.ts';
import { type HookWorld, hooksOf } from './segment-hooks.ts';
import { type SegmentFact, SegmentRing } from './segment-ring.ts';
import { ServerTable } from './server-table.ts';

/** Connections kept in full because they ended badly, and where all are to be kept. */
const MAX_KEPT = 100_000;
const MAX_KEPT_OF_ALL = 1_000_000;

export interface TrackerOptions {
  /** Keep every connection in full, also healthy ones. */
  keepAll: boolean;
  /** For the tables' hashes; changes no result. */
  hashSeed: number;
}

export class Tracker implements HookWorld {
  readonly core: Core;
  readonly rows: RowStore;
  readonly rstLog: RstLog = new RstLog();
  readonly servers: ServerTable;
  readonly slab: ConnectionSlab;
  readonly ring: SegmentRing;
  /** Slots of connections that may have ended badly, or of all with `keepAll`; complete after `finish`. */
  readonly kept: number[] = [];
  payloadView: DataView;
  payloadOffset = 0;
  /** The one view that segments are processed through. */
  readonly current: Connection = new Connection();

  constructor({ keepAll, hashSeed }: TrackerOptions) {
    const mostKept = keepAll ? MAX_KEPT_OF_ALL : MAX_KEPT;
    this.core = new Core({ hashSeed, keepAll, mostKept }, hooksOf(this));
    this.payloadView = this.core.view;
    this.rows = new RowStore(this.core);
    this.servers = new ServerTable(this.core, this.rows);
    this.slab = new ConnectionSlab(this.core);
    this.ring = new SegmentRing(this.core);
  }

  /** Segments with TCP in them. */
  get segments(): number {
    return this.core.calls.segmentCount();
  }

  /** The latest time of a segment. */
  get lastNs(): number {
    return this.core.calls.lastNs();
  }

  /** Segments of connections for which there was no room any more: counted only. */
  get notFollowed(): number {
    return this.core.calls.notFollowed();
  }

  /** Connections that ended badly after the bound was reached: counted only. */
  get notKept(): number {
    return this.core.calls.notKept();
  }

  /** Connections that were closed while idle, of those that are not kept. */
  get idleCloses(): number {
    return this.core.calls.idleCloses();
  }

  get directions(): Directions {
    const { calls } = this.core;
    return { bothWays: calls.countBothWays(), oneWay: calls.countOneWay() };
  }

  /** Takes the segment that the decoder holds. Its stream, sender and analysis are then in `core.segment`. */
  segment(decoder: FrameDecoder, now: Moment): void {
    this.core.hold(decoder, now);
    this.payloadView = decoder.view;
    this.payloadOffset = decoder.payloadOffset;
    this.core.calls.take();
  }

  /** The capture is over: every connection gets its row, and is kept where it ended badly. */
  finish(): void {
    this.core.buffer(); // memory must not grow while hooks are called
    this.core.calls.finish();
    this.core.refresh();
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
}
