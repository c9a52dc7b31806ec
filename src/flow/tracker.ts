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
import { endOfHttp1Stream } from './http1-stream.ts';
import type { Moment } from './moment.ts';
import { acknowledged, deliver, drainPending, skipUnseen } from './payload-order.ts';
import { RowStore } from './row-store.ts';
import { writeRow } from './row-writer.ts';
import { RstLog } from './rst-log.ts';
import {
  noteAcknowledged,
  noteAnalysis,
  noteControl,
  noteHeader,
  noteProbes,
  noteRst,
  noteSent,
  noteWindow,
} from './segment-facts.ts';
import { RingMark, type SegmentFact, SegmentRing } from './segment-ring.ts';
import { ANY_RETRANSMISSION, Analysis, analyseSegment } from './sequence-analysis.ts';
import { ServerTable } from './server-table.ts';
import type { Side } from './side.ts';
import { ACK, FIN, RST, SYN } from './tcp-flags.ts';
import { crossingAck } from './tls-stream.ts';
import { Usual, UsualSegments, usualOf } from './usual-segment.ts';

/** A finished connection waits this long for late segments before it is put away. */
const LINGER_NS = 15e9;
/** Open connections held in full. Beyond it the longest idle ones are put away early. */
const MAX_LIVE = 120_000;
/** Connections kept in full because they ended badly. */
const MAX_KEPT = 100_000;

export interface TrackerOptions {
  /** Keep every connection in full, also healthy ones. */
  keepAll: boolean;
}

export class Tracker {
  readonly rows: RowStore = new RowStore();
  readonly rstLog: RstLog = new RstLog();
  readonly servers: ServerTable = new ServerTable(this.rows);
  /** Slots of connections that may have ended badly, or of all with `keepAll`; complete after `finish`. */
  private readonly kept: number[] = [];
  /** Connections that ended badly after the bound was reached: counted only. */
  notKept = 0;
  segments = 0;
  lastNs = 0;
  /** Of the last segment: its stream, its sender (an index of `sides`), and what sequence analysis found. */
  lastStream = -1;
  lastFrom: 0 | 1 = 0;
  lastFound = 0;
  private readonly slab: ConnectionSlab = new ConnectionSlab();
  private readonly ring: SegmentRing = new SegmentRing();
  private readonly usual: UsualSegments = new UsualSegments(this.slab, this.ring);
  private readonly table: FlowTable = new FlowTable(this.rows);
  private readonly keepAll: boolean;
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
      this.changeTurn(connection, from, decoder, now);
      return;
    }
    if (usual === Usual.payloadUnread) this.readPayload(connection, from, decoder, tcp.sequenceNumber, now);
    else this.add(connection, from, decoder, now);
    connection.usual = usualOf(connection);
  }

  /** Payload of a usual segment that begins a request or a response. */
  private changeTurn(connection: Connection, from: 0 | 1, decoder: FrameDecoder, now: Moment): void {
    const { exchange } = connection;
    const { tcp } = decoder;
    const { turnLength } = this.usual;
    const { answered } = exchange;
    const ack = tcp.acknowledgmentNumber;
    if (from === connection.clientIndex) {
      const seq = tcp.sequenceNumber;
      const endSeq = (seq + decoder.payloadLength) | 0;
      exchange.opaqueClientBytes(turnLength, endSeq, crossingAck(connection, ack), now);
      if (exchange.requestFirst.frame === now.frame) {
        connection.requestAck = ack;
        connection.requestSeq = seq;
      }
    } else {
      const endSeq = (tcp.sequenceNumber + decoder.payloadLength) | 0;
      exchange.opaqueServerBytes(turnLength, endSeq, ack, now);
    }
    this.noteAnswer(connection, answered);
  }

  /** A request was answered after an idle time: the connection survived it. */
  private noteAnswer(connection: Connection, answeredBefore: number): void {
    const { exchange } = connection;
    if (exchange.answered > answeredBefore && exchange.idleBeforeNs >= 0) {
      this.servers.of(connection).addSurvivedIdle(exchange);
    }
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
    const hash = hashOf(view, ipVersion, source, target, tcp.sourcePort, tcp.destinationPort);
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

  private add(connection: Connection, from: 0 | 1, decoder: FrameDecoder, now: Moment): void {
    const { tcp, payloadLength: length } = decoder;
    const flags = tcp.flags;
    const seq = tcp.sequenceNumber;
    const ack = tcp.acknowledgmentNumber;
    const window = tcp.window;
    const side = connection.sides[from];
    const peer = connection.sides[from === 0 ? 1 : 0];
    const found = analyseSegment(
      side,
      peer,
      seq,
      ack,
      length,
      flags,
      window,
      now.timeNs,
      connection.firstRttNs,
    );
    if (found !== 0) {
      this.lastFound = found;
      noteAnalysis(side, found);
    }
    countFrame(connection, side, length, now);
    if ((flags & RST) !== 0) this.addRst(connection, from, decoder, now);
    else {
      noteHeader(side, decoder);
      if (side.rstCount > 0) noteCarriedOn(connection, from);
    }
    if ((flags & ACK) !== 0 && (flags & RST) === 0 && !isChallenge(connection, peer, flags, ack)) {
      noteAcknowledged(peer, ack, now);
      if (peer.app.pending !== null) acknowledged(appReader, connection, from === 0 ? 1 : 0, ack);
      if ((found & Analysis.ackedLostSegment) !== 0) this.addUnseen(connection, from === 0 ? 1 : 0, ack, now);
      if (from !== connection.clientIndex) connection.exchange.acknowledge(ack, now);
    }
    // Wireshark's "ACK" is any segment that only acknowledges, a RST,ACK too.
    if (length === 0 && (flags & (SYN | ACK)) === ACK) connection.completeness |= Completeness.ack;
    noteWindow(side, window, flags, now);
    noteProbes(side, peer, found, now);
    const isProbe = (found & (Analysis.keepAlive | Analysis.zeroWindowProbe)) !== 0;
    if (isProbe && peer.windowClosed.seen) peer.windowProbes++;
    if (length > 0 && (flags & RST) === 0 && !isProbe) this.addPayload(connection, from, decoder, found, now);
    if ((flags & (SYN | FIN)) !== 0 || !connection.handshakeAck.seen) {
      this.addControl(connection, from, decoder, now);
    }
    this.remember(connection, from, decoder, found, now);
    if ((flags & (FIN | RST)) !== 0 || connection.closingNs >= 0) this.noteClosing(connection, now.timeNs);
  }

  private addPayload(
    connection: Connection,
    from: 0 | 1,
    decoder: FrameDecoder,
    found: number,
    now: Moment,
  ): void {
    const seq = decoder.tcp.sequenceNumber + ((decoder.tcp.flags & SYN) !== 0 ? 1 : 0);
    connection.completeness |= Completeness.data;
    noteSent(connection.sides[from], seq, decoder.payloadLength, found, now);
    this.readPayload(connection, from, decoder, seq, now);
  }

  /** Hands the segment's payload to the reader of the connection's protocol. */
  private readPayload(
    connection: Connection,
    from: 0 | 1,
    decoder: FrameDecoder,
    seq: number,
    now: Moment,
  ): void {
    const { answered } = connection.exchange;
    connection.segmentAck = decoder.tcp.acknowledgmentNumber;
    deliver(
      appReader,
      connection,
      from,
      decoder.view,
      decoder.payloadOffset,
      decoder.capturedPayloadLength,
      decoder.payloadLength,
      seq,
      now,
    );
    if (connection.exchange.requestFirst.frame === now.frame) {
      connection.requestAck = decoder.tcp.acknowledgmentNumber;
      connection.requestSeq = seq;
    }
    this.noteAnswer(connection, answered);
  }

  /** The peer acknowledges payload of `from` that is not in the capture: it was there all the same. */
  private addUnseen(connection: Connection, from: 0 | 1, ack: number, now: Moment): void {
    skipUnseen(appReader, connection, from, ack, now);
  }

  private addControl(connection: Connection, from: 0 | 1, decoder: FrameDecoder, now: Moment): void {
    const { tcp } = decoder;
    const flags = tcp.flags;
    if ((flags & SYN) !== 0) noteSynOptions(connection.sides[from], decoder);
    const hadAck = connection.handshakeAck.seen;
    noteControl(
      connection,
      from,
      tcp.sequenceNumber,
      tcp.acknowledgmentNumber,
      decoder.payloadLength,
      flags,
      now,
    );
    if (!hadAck && connection.handshakeAck.seen) {
      if (connection.syn.seen) connection.firstRttNs = now.timeNs - connection.lastSynNs;
      this.servers.of(connection).established++;
    }
    const isServer = from !== connection.clientIndex;
    const answersSyn = ((tcp.acknowledgmentNumber - connection.client.baseSeq - 1) | 0) === 0;
    if (
      isServer &&
      (flags & (SYN | ACK | RST)) === ACK &&
      !connection.synAck.seen &&
      connection.syn.seen &&
      !answersSyn
    ) {
      if (!connection.challengeAck.seen && connection.client.payloadBytes === 0)
        connection.challengeAck.set(now);
    }
    if ((flags & FIN) !== 0) endOfHttp1Stream(connection, from, now);
  }

  private addRst(connection: Connection, from: 0 | 1, decoder: FrameDecoder, now: Moment): void {
    const { stream } = connection;
    this.rows.setU32(
      stream,
      'lastRst',
      this.rstLog.add(now.frame, from, this.rows.getU32(stream, 'lastRst')),
    );
    noteRst(
      connection,
      from,
      decoder,
      now,
      connection.rstCount < 16 ? this.recentSegments(connection) : null,
    );
  }

  private remember(
    connection: Connection,
    from: 0 | 1,
    decoder: FrameDecoder,
    found: number,
    now: Moment,
  ): void {
    // A long silence with many probes must not push out what came before it.
    const side = connection.sides[from];
    if (
      (found &
        (Analysis.keepAlive |
          Analysis.keepAliveAck |
          Analysis.zeroWindowProbe |
          Analysis.zeroWindowProbeAck)) !==
        0 &&
      side.keepAlives > 3
    )
      return;
    let marks = from;
    if (decoder.tcp.hasTimestamps) marks |= RingMark.timestamps;
    if ((found & ANY_RETRANSMISSION) !== 0) marks |= RingMark.retransmission;
    if ((found & Analysis.keepAlive) !== 0) marks |= RingMark.keepAlive;
    this.ring.write(connection.slot, connection.ringCount++, decoder, now, marks);
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
    this.setLive(connection.stream, 0);
    this.servers.noteFinished(connection);
    writeRow(this.rows, connection);
    const unremarkable = isUnremarkable(connection, this.servers.of(connection).ticketLengths);
    if (this.keepAll || (!unremarkable && this.kept.length < MAX_KEPT)) {
      this.kept.push(connection.slot);
      return;
    }
    if (!unremarkable) this.notKept++;
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

function noteCarriedOn(connection: Connection, from: 0 | 1): void {
  if (from === 0) connection.carriedOnFirst++;
  else connection.carriedOnSecond++;
}

/** Before the SYN,ACK, an acknowledgment of what was never sent is about an older connection (RFC 5961 section 4). */
function isChallenge(connection: Connection, peer: Side, flags: number, ack: number): boolean {
  if (connection.synAck.seen || !connection.syn.seen || (flags & SYN) !== 0) return false;
  return ((ack - peer.nextSeq) | 0) > 0;
}

function countFrame(connection: Connection, side: Side, length: number, now: Moment): void {
  side.frames++;
  side.payloadBytes += length;
  if (side.first.frame === 0) side.first.set(now);
  side.last.set(now);
  connection.lastFrame = now.frame;
  if (now.timeNs > connection.lastNs) connection.lastNs = now.timeNs;
}

function noteSynOptions(side: Side, decoder: FrameDecoder): void {
  decoder.tcp.parseOptions();
  side.windowScale = Math.max(0, decoder.tcp.windowScale);
  side.maximumSegmentSize = decoder.tcp.maximumSegmentSize;
}
