/** Everything that a segment tells about its connection. */
import { analyse } from './analysis';
import { addClosing } from './closing';
import { acknowledge } from './exchange';
import { noteAcknowledged, noteAnalysis, noteControl, noteHeader, noteProbes, noteSent, noteWindow } from './facts';
import { onAcknowledged, onFin, onPayload, onRst, onUnseen } from './hooks';
import { setMoment } from './moment';
import {
  ANALYSIS_ACKED_LOST_SEGMENT,
  ANALYSIS_ANY_RETRANSMISSION,
  ANALYSIS_KEEP_ALIVE,
  ANALYSIS_KEEP_ALIVE_ACK,
  ANALYSIS_ZERO_WINDOW_PROBE,
  ANALYSIS_ZERO_WINDOW_PROBE_ACK,
  APP_BYTES_AFTER_SIDE,
  AppStream,
  BODY_UNTIL_CLOSE,
  COMPLETENESS_ACK,
  COMPLETENESS_DATA,
  Connection,
  EXCHANGE_BYTES_AT,
  Exchange,
  FIRST_BYTES_AT,
  READER_TLS,
  RING_BYTES_AT,
  RING_SEGMENTS,
  SECOND_BYTES_AT,
  Side,
} from './records';
import { settlesAsTls } from './opening';
import { ACK, FIN, RST, SYN, segment } from './segment';
import { noteSurvivedIdle } from './servers';
import { recordAt } from './slots';
import { isMidTurn, passTurn, readTls } from './tls';

const RING_TIMESTAMPS: i32 = 2;
const RING_RETRANSMISSION: i32 = 4;
const RING_KEEP_ALIVE: i32 = 8;

/** An entry of the ring: the last segments of a connection (src/flow/segment-ring.ts). */
@unmanaged
class RingEntry {
  timeNs: f64;
  frame: i32;
  seq: i32;
  ack: i32;
  length: i32;
  windowAndId: i32;
  flagsTtlMarks: i32;
}

/** Takes the segment, of the connection in `slot`. */
export function add(slot: i32): void {
  const s = segment;
  const flags = s.flags;
  const base = recordAt(slot);
  const connection = changetype<Connection>(base);
  const first = changetype<Side>(base + FIRST_BYTES_AT);
  const second = changetype<Side>(base + SECOND_BYTES_AT);
  const side = s.from === 0 ? first : second;
  const peer = s.from === 0 ? second : first;
  setMoment(s.frame, s.timeNs);
  const found = analyse(side, peer, connection.firstRttNs);
  s.found = found;
  if (found !== 0) noteAnalysis(side, found);
  countFrame(connection, side);
  if ((flags & RST) !== 0) onRst();
  else {
    noteHeader(side);
    if (side.rstCount > 0) noteCarriedOn(connection);
    if ((flags & ACK) !== 0 && !isChallenge(connection, peer))
      addAcknowledgment(connection, peer, changetype<Exchange>(base + EXCHANGE_BYTES_AT));
  }
  // Wireshark's "ACK" is any segment that only acknowledges, a RST,ACK too.
  if (s.payloadLength === 0 && (flags & (SYN | ACK)) === ACK) connection.completeness |= COMPLETENESS_ACK;
  noteWindow(side);
  noteProbes(side, peer, found);
  const isProbe = (found & (ANALYSIS_KEEP_ALIVE | ANALYSIS_ZERO_WINDOW_PROBE)) !== 0;
  if (isProbe && peer.windowClosed !== 0) peer.windowProbes++;
  if (s.payloadLength > 0 && (flags & RST) === 0 && !isProbe) addPayload(slot, base, connection, side);
  if ((flags & (SYN | FIN)) !== 0 || connection.handshakeAck === 0) {
    noteControl(connection, side, connection.clientIndex === 0 ? first : second);
    if ((flags & FIN) !== 0 && appOf(side).bodyMode === BODY_UNTIL_CLOSE) onFin();
  }
  remember(base, connection, side);
  if ((flags & (FIN | RST)) !== 0) noteClosing(slot, connection, first, second);
}

@inline
function appOf(side: Side): AppStream {
  return changetype<AppStream>(changetype<usize>(side) + APP_BYTES_AFTER_SIDE);
}

@inline
function countFrame(connection: Connection, side: Side): void {
  const s = segment;
  if (side.frames++ === 0) {
    side.first = s.frame;
    side.firstNs = s.timeNs;
  }
  side.payloadBytes += <f64>s.payloadLength;
  side.last = s.frame;
  side.lastNs = s.timeNs;
  connection.lastFrame = s.frame;
  if (s.timeNs > connection.lastNs) connection.lastNs = s.timeNs;
}

/** Segments of a side after a RST in its name: the true peer carries on. */
function noteCarriedOn(connection: Connection): void {
  if (segment.from === 0) connection.carriedOnFirst++;
  else connection.carriedOnSecond++;
}

/** Before the SYN,ACK, an acknowledgment of what was never sent is about an older connection (RFC 5961 section 4). */
@inline
function isChallenge(connection: Connection, peer: Side): bool {
  if (connection.synAck !== 0 || connection.syn === 0 || (segment.flags & SYN) !== 0) return false;
  return segment.ack - peer.nextSeq > 0;
}

@inline
function addAcknowledgment(connection: Connection, peer: Side, exchange: Exchange): void {
  noteAcknowledged(peer);
  const isAhead = appOf(peer).pendingBytes > 0;
  const isUnseen = (segment.found & ANALYSIS_ACKED_LOST_SEGMENT) !== 0;
  if (isAhead) onAcknowledged();
  if (isUnseen) onUnseen();
  if (isAhead || isUnseen) setMoment(segment.frame, segment.timeNs); // they may have read what came earlier
  if (segment.from !== connection.clientIndex) acknowledge(exchange, segment.ack);
}

@inline
function addPayload(slot: i32, base: usize, connection: Connection, side: Side): void {
  const s = segment;
  const length = s.payloadLength;
  const seq = s.seq + ((s.flags & SYN) !== 0 ? 1 : 0);
  connection.completeness |= COMPLETENESS_DATA;
  noteSent(side, seq, s.found);
  connection.segmentAck = s.ack;
  const app = appOf(side);
  const isNext =
    s.capturedPayloadLength === length && app.pendingBytes === 0 && (app.started === 0 || seq === app.nextSeq);
  const isTls = connection.reader === READER_TLS && connection.protocolSettled !== 0 && app.started !== 0;
  if (!isNext || (!isTls && !settlesAsTls(connection, side, seq))) {
    onPayload();
    return;
  }
  const isMid = isMidTurn(app, length);
  if (!isMid && s.payloadAt === 0) {
    onPayload();
    return;
  }
  const exchange = changetype<Exchange>(base + EXCHANGE_BYTES_AT);
  const answered = exchange.answered;
  app.nextSeq = seq + length;
  if (isMid) passTurn(connection, exchange, app, s.from === connection.clientIndex, length);
  else readTls(slot, s.from, s.payloadAt, s.payloadAt + length);
  noteTurn(connection, exchange, seq, answered);
}

/** The segment began a request, or answered one after an idle time: the connection survived that. */
function noteTurn(connection: Connection, exchange: Exchange, seq: i32, answeredBefore: i32): void {
  if (exchange.requestFirst === segment.frame) {
    connection.requestAck = segment.ack;
    connection.requestSeq = seq;
  }
  if (exchange.answered > answeredBefore && exchange.idleBeforeNs >= 0) noteSurvivedIdle(connection, exchange.idleBeforeNs);
}

@inline
function remember(base: usize, connection: Connection, side: Side): void {
  const s = segment;
  // A long silence with many probes must not push out what came before it.
  const probe =
    ANALYSIS_KEEP_ALIVE | ANALYSIS_KEEP_ALIVE_ACK | ANALYSIS_ZERO_WINDOW_PROBE | ANALYSIS_ZERO_WINDOW_PROBE_ACK;
  if ((s.found & probe) !== 0 && side.keepAlives > 3) return;
  const at = connection.ringCount++ & (RING_SEGMENTS - 1);
  const entry = changetype<RingEntry>(base + RING_BYTES_AT + <usize>at * offsetof<RingEntry>());
  entry.timeNs = s.timeNs;
  entry.frame = s.frame;
  entry.seq = s.seq;
  entry.ack = s.ack;
  entry.length = s.payloadLength;
  entry.windowAndId = (s.window << 16) | (s.ipId & 0xffff);
  entry.flagsTtlMarks = s.flags | (s.ttl << 8) | (marks() << 16);
}

@inline
function marks(): i32 {
  let found = segment.from;
  if (segment.hasTimestamps !== 0) found |= RING_TIMESTAMPS;
  if ((segment.found & ANALYSIS_ANY_RETRANSMISSION) !== 0) found |= RING_RETRANSMISSION;
  if ((segment.found & ANALYSIS_KEEP_ALIVE) !== 0) found |= RING_KEEP_ALIVE;
  return found;
}

function noteClosing(slot: i32, connection: Connection, first: Side, second: Side): void {
  if (connection.closingNs >= 0) return;
  if (connection.rstCount === 0 && (first.fin === 0 || second.fin === 0)) return;
  connection.closingNs = segment.timeNs > 0 ? segment.timeNs : 0;
  addClosing(slot);
}
