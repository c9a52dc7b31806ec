/**
 * Wireshark's TCP sequence analysis (epan/dissectors/packet-tcp.c, 4.0), one segment at a time, so that its users find
 * the same counts here. The order of the tests matters and follows Wireshark's. `fwd` sent the segment to `rev`.
 */
import {
  ANALYSIS_ACKED_LOST_SEGMENT,
  ANALYSIS_DUPLICATE_ACK,
  ANALYSIS_FAST_RETRANSMISSION,
  ANALYSIS_KEEP_ALIVE,
  ANALYSIS_KEEP_ALIVE_ACK,
  ANALYSIS_LOST_SEGMENT,
  ANALYSIS_OUT_OF_ORDER,
  ANALYSIS_RETRANSMISSION,
  ANALYSIS_SPURIOUS_RETRANSMISSION,
  ANALYSIS_ZERO_WINDOW,
  ANALYSIS_ZERO_WINDOW_PROBE,
  ANALYSIS_ZERO_WINDOW_PROBE_ACK,
  Side,
} from './records';
import { ACK, FIN, RST, SYN, segment } from './segment';

const FAST_RETRANSMISSION_NS: f64 = 20_000_000;
const DEFAULT_OUT_OF_ORDER_NS: f64 = 3_000_000;

/** Updates both sides; `firstRttNs` is the handshake's round trip, 0 where it was not seen. */
@inline
export function analyse(fwd: Side, rev: Side, firstRttNs: f64): i32 {
  if (!isUneventful(fwd, rev)) return analyseEventful(fwd, rev, firstRttNs);
  advanceInOrder(fwd);
  return 0;
}

function analyseEventful(fwd: Side, rev: Side, firstRttNs: f64): i32 {
  const s = segment;
  setBaseSequences(fwd, rev);
  let found = classifyAckAndWindow(fwd, rev);
  if (fwd.lastAckKnown === 0 || s.ack !== fwd.lastAck) fwd.duplicateAckRun = 0;
  if (rev.maxSeqToBeAckedKnown !== 0 && (s.flags & ACK) !== 0 && s.ack - rev.maxSeqToBeAcked > 0) {
    found |= ANALYSIS_ACKED_LOST_SEGMENT;
    rev.maxSeqToBeAcked = rev.nextSeq;
  }
  if (s.payloadLength > 0 || (s.flags & (SYN | FIN)) !== 0)
    found |= classifyRepeat(fwd, rev, firstRttNs, found);
  advance(fwd, found);
  return found;
}

/**
 * The usual segment: next in sequence, nothing special about its window, acknowledging what is known. None of the tests
 * below would flag it, which a test holds true.
 */
@inline
function isUneventful(fwd: Side, rev: Side): bool {
  const s = segment;
  return (
    (s.flags & (SYN | FIN | RST | ACK)) === ACK &&
    s.seq === fwd.nextSeq &&
    fwd.nextSeqKnown !== 0 &&
    s.window !== 0 &&
    rev.window > 0 &&
    rev.maxSeqToBeAckedKnown !== 0 &&
    s.ack - rev.maxSeqToBeAcked <= 0 &&
    (s.payloadLength > 0 ? s.seq + s.payloadLength - rev.lastAck > 0 : s.ack !== fwd.lastAck)
  );
}

@inline
function advanceInOrder(fwd: Side): void {
  const s = segment;
  if (s.ack !== fwd.lastAck) fwd.duplicateAckRun = 0;
  const atEdge = s.seq === fwd.maxSeqToBeAcked;
  if (s.payloadLength > 0) {
    fwd.nextSeq = s.seq + s.payloadLength;
    fwd.nextSeqTimeNs = s.timeNs;
  }
  if (atEdge) fwd.maxSeqToBeAcked = fwd.nextSeq;
  noteLast(fwd);
  fwd.lastWasKeepAlive = 0;
  fwd.lastWasZeroWindowProbe = 0;
}

function setBaseSequences(fwd: Side, rev: Side): void {
  const s = segment;
  // A SYN knows better than what came before it, which was about an older connection.
  if (fwd.baseSeqKnown === 0 || (s.flags & SYN) !== 0) {
    fwd.baseSeqKnown = 1;
    fwd.baseSeq = (s.flags & SYN) !== 0 ? s.seq : s.seq - 1;
  }
  if (rev.baseSeqKnown === 0 && (s.flags & ACK) !== 0) {
    rev.baseSeqKnown = 1;
    rev.baseSeq = s.ack - 1;
  }
}

function classifyAckAndWindow(fwd: Side, rev: Side): i32 {
  const s = segment;
  const atNext = fwd.nextSeqKnown !== 0 && s.seq === fwd.nextSeq;
  if (s.payloadLength === 1 && atNext && rev.window === 0) return ANALYSIS_ZERO_WINDOW_PROBE;
  let found = 0;
  if (s.window === 0 && (s.flags & (RST | FIN | SYN)) === 0) found |= ANALYSIS_ZERO_WINDOW;
  if (fwd.nextSeqKnown !== 0 && s.seq - fwd.nextSeq > 0 && (s.flags & RST) === 0)
    found |= ANALYSIS_LOST_SEGMENT;
  if ((s.flags & (SYN | FIN | RST)) !== 0) return found;
  if (s.payloadLength <= 1 && fwd.nextSeqKnown !== 0 && s.seq === fwd.nextSeq - 1)
    found |= ANALYSIS_KEEP_ALIVE;
  if (s.payloadLength !== 0 || !atNext || fwd.lastAckKnown === 0 || s.window !== fwd.window) return found;
  const sameAck = s.ack === fwd.lastAck;
  if (s.window !== 0 && sameAck && rev.lastWasKeepAlive !== 0) return found | ANALYSIS_KEEP_ALIVE_ACK;
  if (s.window === 0 && sameAck && rev.lastWasZeroWindowProbe !== 0)
    return found | ANALYSIS_ZERO_WINDOW_PROBE_ACK;
  if (s.window !== 0 && sameAck) {
    fwd.duplicateAckRun++;
    found |= ANALYSIS_DUPLICATE_ACK;
  }
  return found;
}

function classifyRepeat(fwd: Side, rev: Side, firstRttNs: f64, found: i32): i32 {
  const s = segment;
  const length = s.payloadLength;
  if ((found & ANALYSIS_KEEP_ALIVE) !== 0) return 0;
  if (length > 0 && rev.lastAckKnown !== 0 && rev.lastAck !== 0 && s.seq + length - rev.lastAck <= 0)
    return ANALYSIS_SPURIOUS_RETRANSMISSION;
  // A segment of more than one byte that begins one before the next expected continues a zero window probe.
  const notAdvanced =
    fwd.nextSeqKnown !== 0 && s.seq - fwd.nextSeq < 0 && !(length > 1 && fwd.nextSeq - 1 === s.seq);
  if (!notAdvanced) return 0;
  const afterAcks = isWithin(s.timeNs - rev.lastAckTimeNs, FAST_RETRANSMISSION_NS);
  if (rev.duplicateAckRun >= 2 && rev.lastAck === s.seq && afterAcks) return ANALYSIS_FAST_RETRANSMISSION;
  // The segment sent last comes again: that is no disorder, however soon.
  const repeatsLast = fwd.nextSeq === endOfSegment();
  const thresholdNs = firstRttNs === 0 ? DEFAULT_OUT_OF_ORDER_NS : firstRttNs;
  if (!repeatsLast && isWithin(s.timeNs - fwd.nextSeqTimeNs, thresholdNs)) return ANALYSIS_OUT_OF_ORDER;
  return ANALYSIS_RETRANSMISSION;
}

/** Wireshark's times are unsigned: where the clock went back, nothing is soon. */
function isWithin(spanNs: f64, limitNs: f64): bool {
  return spanNs >= 0 && spanNs < limitNs;
}

/** One past the segment's last sequence number; SYN or FIN takes one (both at once: one too, as in Wireshark). */
function endOfSegment(): i32 {
  return segment.seq + segment.payloadLength + ((segment.flags & (SYN | FIN)) !== 0 ? 1 : 0);
}

function advance(fwd: Side, found: i32): void {
  const nextSeq = endOfSegment();
  const isProbe = (found & ANALYSIS_ZERO_WINDOW_PROBE) !== 0;
  if (!isProbe && (fwd.nextSeqKnown === 0 || nextSeq - fwd.nextSeq > 0)) {
    fwd.nextSeqKnown = 1;
    fwd.nextSeq = nextSeq;
    fwd.nextSeqTimeNs = segment.timeNs;
  }
  if (!isProbe && (fwd.maxSeqToBeAckedKnown === 0 || segment.seq === fwd.maxSeqToBeAcked)) {
    fwd.maxSeqToBeAckedKnown = 1;
    fwd.maxSeqToBeAcked = fwd.nextSeq;
  }
  noteLast(fwd);
  fwd.lastWasKeepAlive = (found & ANALYSIS_KEEP_ALIVE) !== 0 ? 1 : 0;
  fwd.lastWasZeroWindowProbe = isProbe ? 1 : 0;
}

@inline
function noteLast(fwd: Side): void {
  fwd.window = segment.window;
  fwd.lastAckKnown = 1;
  fwd.lastAck = segment.ack;
  fwd.lastAckTimeNs = segment.timeNs;
}
