/**
 * Wireshark's TCP sequence analysis (epan/dissectors/packet-tcp.c, 4.0), one segment at a time, so that its users
 * find the same counts here. The order of the tests matters and follows Wireshark's.
 */
import type { Side } from './side.ts';
import { ACK, FIN, RST, SYN } from './tcp-flags.ts';

/** Flags that a segment is given; several may be set. */
export const Analysis = {
  retransmission: 1,
  fastRetransmission: 2,
  spuriousRetransmission: 4,
  outOfOrder: 8,
  duplicateAck: 16,
  zeroWindow: 32,
  keepAlive: 64,
  keepAliveAck: 128,
  zeroWindowProbe: 256,
  zeroWindowProbeAck: 512,
  lostSegment: 1024,
  ackedLostSegment: 2048,
} as const;

/** Any kind of retransmission. */
export const ANY_RETRANSMISSION: number = 1 | 2 | 4;

const FAST_RETRANSMISSION_NS = 20_000_000;
const DEFAULT_OUT_OF_ORDER_NS = 3_000_000;

/**
 * Analyses a segment that `fwd` sent to `rev` and updates both.
 * `firstRttNs` is the handshake's round trip, 0 where it was not seen.
 */
export function analyseSegment(
  fwd: Side,
  rev: Side,
  seq: number,
  ack: number,
  length: number,
  flags: number,
  window: number,
  timeNs: number,
  firstRttNs: number,
): number {
  if (isUneventful(fwd, rev, seq, ack, length, flags, window)) {
    advanceInOrder(fwd, seq, ack, length, window, timeNs);
    return 0;
  }
  setBaseSequences(fwd, rev, seq, ack, flags);
  let found = classifyAckAndWindow(fwd, rev, seq, ack, length, flags, window);
  if (!fwd.lastAckKnown || ack !== fwd.lastAck) fwd.duplicateAckRun = 0;
  if (rev.maxSeqToBeAckedKnown && (flags & ACK) !== 0 && ((ack - rev.maxSeqToBeAcked) | 0) > 0) {
    found |= Analysis.ackedLostSegment;
    rev.maxSeqToBeAcked = rev.nextSeq;
  }
  if (length > 0 || (flags & (SYN | FIN)) !== 0) {
    found |= classifyRepeat(fwd, rev, seq, length, flags, timeNs, firstRttNs, found);
  }
  advance(fwd, seq, ack, length, flags, window, timeNs, found);
  return found;
}

/**
 * The usual segment: next in sequence, nothing special about its window, acknowledging what is known. None of the
 * tests below would flag it; the test beside this file holds the two equal.
 */
function isUneventful(
  fwd: Side,
  rev: Side,
  seq: number,
  ack: number,
  length: number,
  flags: number,
  window: number,
): boolean {
  return (
    (flags & (SYN | FIN | RST | ACK)) === ACK &&
    seq === fwd.nextSeq &&
    fwd.nextSeqKnown &&
    window !== 0 &&
    rev.window > 0 &&
    rev.maxSeqToBeAckedKnown &&
    ((ack - rev.maxSeqToBeAcked) | 0) <= 0 &&
    (length > 0 ? ((seq + length - rev.lastAck) | 0) > 0 : ack !== fwd.lastAck)
  );
}

function advanceInOrder(
  fwd: Side,
  seq: number,
  ack: number,
  length: number,
  window: number,
  timeNs: number,
): void {
  if (ack !== fwd.lastAck) fwd.duplicateAckRun = 0;
  if (length > 0) {
    const atEdge = seq === fwd.maxSeqToBeAcked;
    fwd.nextSeq = (seq + length) | 0;
    fwd.nextSeqTimeNs = timeNs;
    if (atEdge) fwd.maxSeqToBeAcked = fwd.nextSeq;
  } else if (seq === fwd.maxSeqToBeAcked) fwd.maxSeqToBeAcked = fwd.nextSeq;
  fwd.window = window;
  fwd.lastAckKnown = true;
  fwd.lastAck = ack;
  fwd.lastAckTimeNs = timeNs;
  fwd.lastWasKeepAlive = false;
  fwd.lastWasZeroWindowProbe = false;
}

function setBaseSequences(fwd: Side, rev: Side, seq: number, ack: number, flags: number): void {
  // A SYN knows better than what came before it, which was about an older connection.
  if (!fwd.baseSeqKnown || (flags & SYN) !== 0) {
    fwd.baseSeqKnown = true;
    fwd.baseSeq = (flags & SYN) !== 0 ? seq : (seq - 1) | 0;
  }
  if (!rev.baseSeqKnown && (flags & ACK) !== 0) {
    rev.baseSeqKnown = true;
    rev.baseSeq = (ack - 1) | 0;
  }
}

function classifyAckAndWindow(
  fwd: Side,
  rev: Side,
  seq: number,
  ack: number,
  length: number,
  flags: number,
  window: number,
): number {
  const atNext = fwd.nextSeqKnown && seq === fwd.nextSeq;
  if (length === 1 && atNext && rev.window === 0) return Analysis.zeroWindowProbe;
  let found = 0;
  if (window === 0 && (flags & (RST | FIN | SYN)) === 0) found |= Analysis.zeroWindow;
  if (fwd.nextSeqKnown && ((seq - fwd.nextSeq) | 0) > 0 && (flags & RST) === 0) found |= Analysis.lostSegment;
  if ((flags & (SYN | FIN | RST)) !== 0) return found;
  if (length <= 1 && fwd.nextSeqKnown && seq === ((fwd.nextSeq - 1) | 0)) found |= Analysis.keepAlive;
  if (length !== 0 || !atNext || !fwd.lastAckKnown || window !== fwd.window) return found;
  const sameAck = ack === fwd.lastAck;
  if (window !== 0 && sameAck && rev.lastWasKeepAlive) return found | Analysis.keepAliveAck;
  if (window === 0 && sameAck && rev.lastWasZeroWindowProbe) return found | Analysis.zeroWindowProbeAck;
  if (window !== 0 && sameAck) {
    fwd.duplicateAckRun++;
    found |= Analysis.duplicateAck;
  }
  return found;
}

function classifyRepeat(
  fwd: Side,
  rev: Side,
  seq: number,
  length: number,
  flags: number,
  timeNs: number,
  firstRttNs: number,
  found: number,
): number {
  if ((found & Analysis.keepAlive) !== 0) return 0;
  // A segment of more than one byte that begins one before the next expected continues a zero window probe.
  const notAdvanced =
    fwd.nextSeqKnown && ((seq - fwd.nextSeq) | 0) < 0 && !(length > 1 && ((fwd.nextSeq - 1) | 0) === seq);
  if (length > 0 && rev.lastAckKnown && rev.lastAck !== 0 && ((seq + length - rev.lastAck) | 0) <= 0) {
    return Analysis.spuriousRetransmission;
  }
  if (!notAdvanced) return 0;
  const afterAcks = isWithin(timeNs - rev.lastAckTimeNs, FAST_RETRANSMISSION_NS);
  if (rev.duplicateAckRun >= 2 && rev.lastAck === seq && afterAcks) return Analysis.fastRetransmission;
  // The segment sent last comes again: that is no disorder, however soon.
  const repeatsLast = fwd.nextSeq === endOf(seq, length, flags);
  const thresholdNs = firstRttNs === 0 ? DEFAULT_OUT_OF_ORDER_NS : firstRttNs;
  if (!repeatsLast && isWithin(timeNs - fwd.nextSeqTimeNs, thresholdNs)) return Analysis.outOfOrder;
  return Analysis.retransmission;
}

/** Wireshark's times are unsigned: where the clock went back, nothing is soon. */
function isWithin(spanNs: number, limitNs: number): boolean {
  return spanNs >= 0 && spanNs < limitNs;
}

/** One past the segment's last sequence number; SYN or FIN takes one (both at once: one too, as in Wireshark). */
function endOf(seq: number, length: number, flags: number): number {
  return (seq + length + ((flags & (SYN | FIN)) !== 0 ? 1 : 0)) | 0;
}

function advance(
  fwd: Side,
  seq: number,
  ack: number,
  length: number,
  flags: number,
  window: number,
  timeNs: number,
  found: number,
): void {
  const nextSeq = endOf(seq, length, flags);
  const isProbe = (found & Analysis.zeroWindowProbe) !== 0;
  if (!isProbe && (!fwd.nextSeqKnown || ((nextSeq - fwd.nextSeq) | 0) > 0)) {
    fwd.nextSeqKnown = true;
    fwd.nextSeq = nextSeq;
    fwd.nextSeqTimeNs = timeNs;
  }
  if (!isProbe && (!fwd.maxSeqToBeAckedKnown || seq === fwd.maxSeqToBeAcked)) {
    fwd.maxSeqToBeAckedKnown = true;
    fwd.maxSeqToBeAcked = fwd.nextSeq;
  }
  fwd.window = window;
  fwd.lastAckKnown = true;
  fwd.lastAck = ack;
  fwd.lastAckTimeNs = timeNs;
  fwd.lastWasKeepAlive = (found & Analysis.keepAlive) !== 0;
  fwd.lastWasZeroWindowProbe = isProbe;
}
