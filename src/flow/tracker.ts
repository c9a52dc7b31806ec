/**
 * Segments in, connections out: looks up each segment's connection, runs sequence analysis, collects facts, orders
 * payload for the readers above, and decides when a connection is over. One pass; nothing is kept per segment but a
 * short window of each open connection.
 */

import type { FrameDecoder } from '../wire/frame-decoder.ts';
import { appReader } from './app-reader.ts';
import { Completeness, Connection } from './connection.ts';
import { ConnectionSlab } from './connection-slab.ts';
import { isUnremarkable } from './ending.ts';
import { FlowTable, hashOf } from './flow-table.ts';
import type { Moment } from './moment.ts';
import { drainPending } from './payload-order.ts';
import { RowStore } from './row-store.ts';
import { isIdleClose, writeRow } from './row-writer.ts';
import { RstLog } from './rst-log.ts';
import { type SegmentFact, SegmentRing } from './segment-ring.ts';
import { ServerTable } from './server-table.ts';
import { ACK, FIN, RST, SYN } from './tcp-flags.ts';
import { Usual, UsualSegments, usualOf } from './usual-segment.ts';
import { WholeSegments } from './whole-segment.ts';

/** A finished connection waits this long for late segments before it is put away. */
const LINGER_NS = 15e9;
/** Open connections held in full. Beyond it the longest idle ones are put away early. */
const MAX_LIVE = 120_000;
/** Connections kept in full because they ended badly. */
const MAX_KEPT = 100_000;

export interface TrackerOptions {
  /** Keep every connection in full, also healthy ones. */
  keepAll: boolean;
  /** For the flow table's hash; changes no result. */
  hashSeed: number;
}

export class Tracker {
  readonly rows: RowStore = new RowStore();
  readonly rstLog: RstLog = new RstLog();
  readonly servers: ServerTable = new ServerTable(this.rows);
  /** Slots of connections that may have ended badly, or of all with `keepAll`; complete after `finish`. */
  private readonly kept: number[] = [];
  /** Connections that ended badly after the bound was reached: counted only. */
  notKept = 0;
  /** Connections that were closed while idle, of those that are not kept. */
  idleCloses = 0;
  /** Rows of connections of which only one side's frames had come when they were put away. */
  readonly oneSided: number[] = [];
  segments = 0;
  lastNs = 0;
  /** Of the last segment: its stream, its sender (an index of `sides`), and what sequence analysis found. */
  lastStream = -1;
  lastFrom: 0 | 1 = 0;
  lastFound = 0;
  private readonly slab: ConnectionSlab = new ConnectionSlab();
  private readonly ring: SegmentRing = new SegmentRing();
  private readonly usual: UsualSegments = new UsualSegments(this.slab, this.ring);
  private readonly whole: WholeSegments = new WholeSegments(this.ring, this.rows, this.rstLog, this.servers);
  private readonly table: FlowTable;
  private readonly keepAll: boolean;
  private readonly hashSeed: number;
  /** The one view that segments are processed through, and one to look at another connection meanwhile. */
  private readonly current: Connection = new Connection();
  private readonly other: Connection = new Connection();
  /** By row: slot + 1 while the connection is held and open. */
  private live: Int32Array = new Int32Array(1 << 16);
  private liveCount = 0;
  /** Rows of ended connections in order of their end, from `closingFrom` on. */
  private readonly closing: number[] = [];
  private closingFrom = 0;
  private closingDueNs = Number.POSITIVE_INFINITY;

  constructor(options: TrackerOptions) {
    this.keepAll = options.keepAll;
    this.hashSeed = options.hashSeed;
    this.table = new FlowTable(this.rows, options.hashSeed);
  }

  /** Takes the segment that the decoder holds. */
  segment(decoder: FrameDecoder, now: Moment): void {
    const { timeNs } = now;
    this.segments++;
    if (timeNs > this.lastNs) this.lastNs = timeNs;
    if (timeNs >= this.closingDueNs) this.putAwayClosed(timeNs);
    const {
      tcp,
      view,
      ipVersion,
      sourceAddressOffset: source,
      destinationAddressOffset: destination,
    } = decoder;
    const sourcePort = tcp.sourcePort;
    const destinationPort = tcp.destinationPort;
    const flags = tcp.flags;
    let row = this.table.find(view, ipVersion, source, destination, sourcePort, destinationPort);
    let from: 0 | 1 = this.table.direction;
    if (row < 0 || ((flags & (SYN | ACK)) === SYN && this.startsAnew(row, from, tcp.sequenceNumber))) {
      row = this.open(row, decoder, now);
      from = 0;
    }
    this.lastStream = row;
    this.lastFrom = from;
    this.lastFound = 0;
    const slot = (this.live[row] as number) - 1;
    if (slot < 0) {
      this.addLate(row, from, decoder, now);
      return;
    }
    const usual = this.usual.take(slot, from, decoder, now);
    if (usual === Usual.done) return;
    const connection = this.slab.place(this.current, slot);
    if (usual === Usual.turnChanges) {
      this.whole.changeTurn(connection, from, this.usual.turnLength, decoder, now);
      return;
    }
    if (usual === Usual.payloadUnread)
      this.whole.readPayload(connection, from, decoder, tcp.sequenceNumber, now);
    else this.addWhole(connection, from, decoder, now);
    connection.usual = usualOf(connection);
  }

  private addWhole(connection: Connection, from: 0 | 1, decoder: FrameDecoder, now: Moment): void {
    this.whole.add(connection, from, decoder, now);
    this.lastFound = this.whole.lastFound;
    if ((decoder.tcp.flags & (FIN | RST)) !== 0 || connection.closingNs >= 0)
      this.noteClosing(connection, now.timeNs);
  }

  /** The capture is over: every connection gets its row, and is kept where it ended badly. */
  finish(): void {
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
    const slot = (this.live[stream] as number) - 1;
    return slot < 0 ? null : this.slab.place(this.current, slot);
  }

  /** The last segments of a kept connection, oldest first. */
  recentSegments(connection: Connection): SegmentFact[] {
    return this.ring.read(connection.slot, connection.ringCount);
  }

  /**
   * A SYN on a known four-tuple: a new connection, unless it repeats the first one's initial sequence number (then it
   * is a retransmission, or another attempt after a RST). As Wireshark 4.0.
   */
  private startsAnew(row: number, from: 0 | 1, seq: number): boolean {
    const slot = (this.live[row] as number) - 1;
    if (slot < 0) return true;
    const side = this.slab.place(this.other, slot).sides[from];
    return side.baseSeqKnown && side.baseSeq !== seq;
  }

  /** A new row and record for the packet's four-tuple; `previous` is the row that had it before, or -1. */
  private open(previous: number, decoder: FrameDecoder, now: Moment): number {
    const { tcp, view, ipVersion, sourceAddressOffset: source, destinationAddressOffset: target } = decoder;
    const row = this.rows.add();
    this.rows.setKey(row, view, ipVersion, source, target, tcp.sourcePort, tcp.destinationPort);
    const { hashSeed } = this;
    const hash = hashOf(view, ipVersion, source, target, tcp.sourcePort, tcp.destinationPort, hashSeed);
    if (previous < 0) this.table.insert(hash, row);
    else this.table.replace(hash, previous, row);
    const slot = this.slab.take();
    const connection = this.slab.place(this.current, slot);
    connection.begin();
    connection.stream = row;
    connection.startNs = now.timeNs;
    connection.firstFrame = now.frame;
    connection.previousStream = previous;
    connection.previousOpen = this.isOpen(previous);
    if ((tcp.flags & SYN) !== 0) {
      connection.rolesSeen = true;
      connection.rolesOpen = false;
      connection.clientIndex = (tcp.flags & ACK) !== 0 ? 1 : 0;
    } else connection.clientIndex = tcp.destinationPort <= tcp.sourcePort ? 0 : 1;
    this.setLive(row, slot + 1);
    if (this.liveCount > MAX_LIVE) this.relieve(now.timeNs, row);
    return row;
  }

  private isOpen(row: number): boolean {
    const slot = row < 0 ? -1 : (this.live[row] as number) - 1;
    return slot >= 0 && this.slab.place(this.other, slot).endedFirst === -1;
  }

  private setLive(row: number, value: number): void {
    if (row >= this.live.length) {
      const larger = new Int32Array(this.live.length * 2);
      larger.set(this.live);
      this.live = larger;
    }
    this.live[row] = value;
    this.liveCount += value === 0 ? -1 : 1;
  }

  /** A segment of a connection that was put away: its row still counts it. */
  private addLate(row: number, from: 0 | 1, decoder: FrameDecoder, now: Moment): void {
    const { rows } = this;
    const frames = from === 0 ? 'framesA' : 'framesB';
    const bytes = from === 0 ? 'bytesA' : 'bytesB';
    rows.setU32(row, frames, rows.getU32(row, frames) + 1);
    rows.setF64(row, bytes, rows.getF64(row, bytes) + decoder.payloadLength);
    if (now.timeNs > rows.getF64(row, 'lastNs')) rows.setF64(row, 'lastNs', now.timeNs);
    if ((decoder.tcp.flags & RST) === 0) return;
    rows.setU32(row, 'lastRst', this.rstLog.add(now.frame, from, rows.getU32(row, 'lastRst')));
    rows.setU8(row, 'completeness', rows.getU8(row, 'completeness') | Completeness.rst);
  }

  private noteClosing(connection: Connection, timeNs: number): void {
    const [a, b] = connection.sides;
    const over = connection.rstCount > 0 || (a.fin.seen && b.fin.seen);
    if (!over || connection.closingNs >= 0) return;
    connection.closingNs = Math.max(0, timeNs);
    this.closing.push(connection.stream);
    if (this.closing.length - this.closingFrom === 1) this.closingDueNs = timeNs + LINGER_NS;
  }

  private putAwayClosed(nowNs: number): void {
    while (this.closingFrom < this.closing.length) {
      const row = this.closing[this.closingFrom] as number;
      const slot = (this.live[row] as number) - 1;
      if (slot >= 0) {
        const dueNs = this.slab.place(this.current, slot).closingNs + LINGER_NS;
        if (dueNs > nowNs) {
          this.closingDueNs = dueNs;
          this.compactClosing();
          return;
        }
        this.putAway(this.current);
      }
      this.closingFrom++;
    }
    this.closing.length = 0;
    this.closingFrom = 0;
    this.closingDueNs = Number.POSITIVE_INFINITY;
  }

  private compactClosing(): void {
    if (this.closingFrom < 4096) return;
    this.closing.splice(0, this.closingFrom);
    this.closingFrom = 0;
  }

  private putAwayRow(row: number): void {
    const slot = (this.live[row] as number) - 1;
    if (slot >= 0) this.putAway(this.slab.place(this.current, slot));
  }

  private putAway(connection: Connection): void {
    drainPending(appReader, connection, 0, true);
    drainPending(appReader, connection, 1, true);
    const { stream, sides } = connection;
    this.setLive(stream, 0);
    const facts = this.servers.noteFinished(connection);
    writeRow(this.rows, connection);
    facts.lives.add(this.rows, stream);
    if (sides[0].frames === 0 || sides[1].frames === 0) this.oneSided.push(stream);
    const unremarkable = isUnremarkable(connection, facts.ticketLengths);
    if (this.keepAll || (!unremarkable && this.kept.length < MAX_KEPT)) {
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
        const slot = (this.live[row] as number) - 1;
        if (slot >= 0 && nowNs - this.slab.place(this.current, slot).lastNs >= patienceNs)
          this.putAway(this.current);
      }
      if (this.liveCount < MAX_LIVE / 2) break;
    }
  }
}
