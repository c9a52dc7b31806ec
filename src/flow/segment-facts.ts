/**
 * Facts that each segment adds to its connection: header habits of its sender, delivery of what was sent, closed
 * windows, keep-alive probes. Called once a segment; allocates only where a RST is recorded.
 */

import type { FrameDecoder } from '../wire/frame-decoder.ts';
import { Completeness, type Connection, type RstFact } from './connection.ts';
import type { Moment } from './moment.ts';
import type { SegmentFact } from './segment-ring.ts';
import { ANY_RETRANSMISSION, Analysis } from './sequence-analysis.ts';
import type { Side } from './side.ts';
import { ACK, FIN, RST, SYN } from './tcp-flags.ts';

const MAX_RSTS_KEPT = 16;
/** With more segments in flight nobody can say which of them a RST answers. */
const MAX_CANDIDATES = 4;
/** No answer takes longer than this, or three round trips: an older segment with the same number is not what it answers. */
const LONGEST_ANSWER_NS = 200e6;

/** Header habits: what an injected segment gets wrong. RSTs themselves are left out. */
export function noteHeader(side: Side, decoder: FrameDecoder): void {
  const { ttl, ipId } = decoder;
  if (side.headerSamples++ === 0) noteFirstHeader(side, decoder);
  else if (ttl !== side.ttl) noteOtherTtl(side, ttl);
  if (ipId === 0) side.ipIdZero++;
  side.lastIpId = ipId;
  if (decoder.tcp.hasTimestamps) side.withTimestamps++;
}

function noteFirstHeader(side: Side, decoder: FrameDecoder): void {
  side.ttl = decoder.ttl;
  side.ttlMin = decoder.ttl;
  side.ttlMax = decoder.ttl;
  side.etherSource = decoder.etherSourceLow;
}

function noteOtherTtl(side: Side, ttl: number): void {
  if (ttl < side.ttlMin) side.ttlMin = ttl;
  if (ttl > side.ttlMax) side.ttlMax = ttl;
}

/** Counts what Wireshark flagged, and what the side's peer has to do with it. */
export function noteAnalysis(side: Side, found: number): void {
  if ((found & ANY_RETRANSMISSION) !== 0) side.retransmissions++;
  if ((found & Analysis.outOfOrder) !== 0) side.outOfOrder++;
  if ((found & Analysis.duplicateAck) !== 0) side.duplicateAcks++;
  if ((found & Analysis.zeroWindow) !== 0) side.zeroWindows++;
  if ((found & Analysis.keepAlive) !== 0) side.keepAlives++;
}

/** Payload that `side` sent: what waits for acknowledgment, and how often it was repeated. */
export function noteSent(side: Side, seq: number, length: number, found: number, now: Moment): void {
  const end = (seq + length) | 0;
  if (length > side.largestLength) side.largestLength = length;
  if (side.ackedKnown && ((end - side.acked) | 0) <= 0) return;
  if ((found & (ANY_RETRANSMISSION | Analysis.outOfOrder)) !== 0) {
    side.unackedRetransmissions++;
    side.lastRetransmission.set(now);
    if (!side.ackedKnown || seq === side.acked) side.headLength = length;
  } else {
    side.lastData.set(now);
    side.lastDataLength = length;
  }
  if (!side.unackedSince.seen) {
    side.unackedSince.set(now);
    side.unackedRetransmissions = 0;
    side.headLength = length;
  }
}

/** The peer acknowledges up to `ack`. */
export function noteAcknowledged(side: Side, ack: number, now: Moment): void {
  if (side.fin.seen && !side.finAcked.seen && ((ack - side.finSeq) | 0) > 0) side.finAcked.set(now);
  if (side.ackedKnown) {
    const advanced = (ack - side.acked) | 0;
    if (advanced <= 0) return;
    if (side.headLength > side.largestAckedLength && advanced >= side.headLength)
      side.largestAckedLength = side.headLength;
  }
  side.ackedKnown = true;
  side.acked = ack;
  side.unackedRetransmissions = 0;
  if (!side.nextSeqKnown || ((ack - side.nextSeq) | 0) >= 0) side.unackedSince.clear();
  else {
    side.unackedSince.set(now);
    side.headLength = 0;
  }
}

/** Keep-alive probes of `side`, and any sign of life of the peer that answers them. */
export function noteProbes(side: Side, peer: Side, found: number, now: Moment): void {
  if (peer.unansweredProbes > 0) peer.unansweredProbes = 0;
  if ((found & Analysis.keepAlive) === 0) return;
  if (side.unansweredProbes === 0) side.firstProbe.set(now);
  side.unansweredProbes++;
  side.lastProbe.set(now);
}

/** The receive window that `side` advertises. */
export function noteWindow(side: Side, window: number, flags: number, now: Moment): void {
  if (window === 0 && (flags & (SYN | FIN | RST)) === 0) {
    if (!side.windowClosed.seen) side.windowClosed.set(now);
  } else if (side.windowClosed.seen && (flags & RST) === 0) {
    side.windowClosed.clear();
    side.windowProbes = 0;
  }
}

/** Handshake, FIN and the completeness bits of Wireshark. */
export function noteControl(
  connection: Connection,
  from: 0 | 1,
  seq: number,
  ack: number,
  length: number,
  flags: number,
  now: Moment,
): void {
  const side = connection.sides[from];
  if ((flags & SYN) !== 0) noteSyn(connection, flags, now);
  else if ((flags & ACK) !== 0 && connection.synAck.seen && !connection.handshakeAck.seen)
    noteHandshakeAck(connection, from, now);
  if ((flags & FIN) !== 0) {
    connection.completeness |= Completeness.fin;
    side.finCount++;
    if (!side.fin.seen) {
      side.fin.set(now);
      side.finSeq = (seq + length) | 0;
      side.finAck = ack;
    }
    noteEnd(connection, from, now);
  }
}

function noteSyn(connection: Connection, flags: number, now: Moment): void {
  if ((flags & ACK) === 0) {
    connection.completeness |= Completeness.syn;
    connection.synCount++;
    if (!connection.syn.seen) connection.syn.set(now);
    connection.lastSynNs = now.timeNs;
  } else {
    connection.completeness |= Completeness.synAck;
    connection.synAckCount++;
    if (!connection.synAck.seen) connection.synAck.set(now);
  }
}

function noteHandshakeAck(connection: Connection, from: 0 | 1, now: Moment): void {
  if (from === connection.clientIndex) connection.handshakeAck.set(now);
}

function noteEnd(connection: Connection, from: 0 | 1, now: Moment): void {
  if (connection.endedFirst !== -1) return;
  connection.endedFirst = from;
  connection.end.set(now);
}

/** Keeps a RST with what tells active from passive and genuine from injected. */
export function noteRst(
  connection: Connection,
  from: 0 | 1,
  decoder: FrameDecoder,
  now: Moment,
  recent: SegmentFact[] | null,
): void {
  const side = connection.sides[from];
  const { tcp } = decoder;
  connection.completeness |= Completeness.rst;
  connection.rstCount++;
  side.rstCount++;
  noteEnd(connection, from, now);
  if (recent === null || connection.rsts.length >= MAX_RSTS_KEPT) return;
  const rst: RstFact = {
    frame: now.frame,
    timeNs: now.timeNs,
    from,
    seq: tcp.sequenceNumber,
    ack: tcp.acknowledgmentNumber,
    hasAck: (tcp.flags & ACK) !== 0,
    window: tcp.window,
    ttl: decoder.ttl,
    ipId: decoder.ipId,
    hasTimestamps: tcp.hasTimestamps,
    etherSource: decoder.etherSourceLow,
    seqOffset: side.nextSeqKnown ? (tcp.sequenceNumber - side.nextSeq) | 0 : Number.NaN,
    senderTtl: side.headerSamples > 0 ? side.ttl : -1,
    answers: 0,
    answersTimeNs: 0,
    answersSinceNs: 0,
  };
  findAnswered(rst, recent, Math.max(LONGEST_ANSWER_NS, 3 * connection.firstRttNs));
  connection.rsts.push(rst);
}

/**
 * RFC 9293 section 3.10.7.1: a RST from a host without a connection takes its sequence number from the
 * acknowledgment number of the segment it answers; where that had no ACK, it acknowledges the segment.
 */
function findAnswered(rst: RstFact, recent: SegmentFact[], longestNs: number): void {
  let candidates = 0;
  for (let i = recent.length - 1; i >= 0; i--) {
    const segment = recent[i] as SegmentFact;
    if (segment.from === rst.from || (segment.flags & RST) !== 0) continue;
    if (!answers(rst, segment)) {
      // Acknowledgments only rise: before this one there are no more candidates.
      if (candidates > 0 && !rst.hasAck) return;
      continue;
    }
    if (candidates === 0) {
      rst.answers = segment.frame;
      rst.answersTimeNs = segment.timeNs;
    } else if (rst.timeNs - segment.timeNs > longestNs) return;
    candidates++;
    rst.answersSinceNs = segment.timeNs;
    if (candidates > MAX_CANDIDATES) break;
  }
  // More of them, or some that the ring has lost: any of those may be what it answers.
  if (candidates > 0 && (candidates > MAX_CANDIDATES || !rst.hasAck))
    rst.answersSinceNs = Number.NEGATIVE_INFINITY;
}

function answers(rst: RstFact, segment: SegmentFact): boolean {
  const consumed = segment.length + ((segment.flags & (SYN | FIN)) !== 0 ? 1 : 0);
  if (rst.hasAck) return consumed > 0 && rst.ack === ((segment.seq + consumed) | 0);
  return (segment.flags & ACK) !== 0 && rst.seq === segment.ack;
}
