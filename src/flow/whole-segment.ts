/**
 * The long way: everything that a segment tells about its connection. What usual-segment.ts does for nine in ten, this
 * does for all.
 */
import type { FrameDecoder } from '../wire/frame-decoder.ts';
import { appReader } from './app-reader.ts';
import { Completeness, type Connection } from './connection.ts';
import { endOfHttp1Stream } from './http1-stream.ts';
import type { Moment } from './moment.ts';
import { acknowledged, deliver, skipUnseen } from './payload-order.ts';
import type { RowStore } from './row-store.ts';
import type { RstLog } from './rst-log.ts';
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
import { RingMark, type SegmentRing } from './segment-ring.ts';
import { ANY_RETRANSMISSION, Analysis, analyseSegment } from './sequence-analysis.ts';
import type { ServerTable } from './server-table.ts';
import type { Side } from './side.ts';
import { ACK, FIN, RST, SYN } from './tcp-flags.ts';
import { crossingAck } from './tls-stream.ts';

export class WholeSegments {
  /** What sequence analysis found in the last segment. */
  lastFound = 0;
  private readonly ring: SegmentRing;
  private readonly rows: RowStore;
  private readonly rstLog: RstLog;
  private readonly servers: ServerTable;

  constructor(ring: SegmentRing, rows: RowStore, rstLog: RstLog, servers: ServerTable) {
    this.ring = ring;
    this.rows = rows;
    this.rstLog = rstLog;
    this.servers = servers;
  }

  /** Payload of a usual segment that begins a request or a response. */
  changeTurn(
    connection: Connection,
    from: 0 | 1,
    turnLength: number,
    decoder: FrameDecoder,
    now: Moment,
  ): void {
    const { exchange } = connection;
    const { tcp } = decoder;
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

  add(connection: Connection, from: 0 | 1, decoder: FrameDecoder, now: Moment): void {
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
    this.lastFound = found;
    if (found !== 0) noteAnalysis(side, found);
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
  readPayload(connection: Connection, from: 0 | 1, decoder: FrameDecoder, seq: number, now: Moment): void {
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
      connection.rstCount < 16 ? this.ring.read(connection.slot, connection.ringCount) : null,
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
