/**
 * What one side of a connection did: facts from its own segments, and the state that sequence analysis needs.
 * One long-lived object per side; `reset` reuses it for the next connection.
 */
import { AppStream } from './app-stream.ts';

/** A moment: a frame and its time. `frame` 0 means "never". */
export class Mark {
  frame = 0;
  timeNs = 0;

  set(frame: number, timeNs: number): void {
    this.frame = frame;
    this.timeNs = timeNs;
  }

  copy(other: Mark): void {
    this.frame = other.frame;
    this.timeNs = other.timeNs;
  }

  clear(): void {
    this.frame = 0;
    this.timeNs = 0;
  }

  get seen(): boolean {
    return this.frame !== 0;
  }
}

export class Side {
  // Counters, as Wireshark counts them.
  frames = 0;
  payloadBytes = 0;
  retransmissions = 0;
  outOfOrder = 0;
  duplicateAcks = 0;
  zeroWindows = 0;
  keepAlives = 0;

  // Wireshark's sequence analysis (its names in brackets).
  baseSeqKnown = false;
  baseSeq = 0;
  /** [nextseq] one past the highest sequence number sent; valid when `nextSeqKnown`. */
  nextSeqKnown = false;
  nextSeq = 0;
  nextSeqTimeNs = 0;
  /** [maxseqtobeacked] */
  maxSeqToBeAckedKnown = false;
  maxSeqToBeAcked = 0;
  lastAckKnown = false;
  lastAck = 0;
  lastAckTimeNs = 0;
  /** Raw window field of the last segment; -1 before any. */
  window = -1;
  /** Shift of the window scale option; -1 where no SYN was seen, 0 where it was not offered. */
  windowScale = -1;
  duplicateAckRun = 0;
  lastWasKeepAlive = false;
  lastWasZeroWindowProbe = false;

  // Facts about its headers.
  ttl = 0;
  ttlMin = 255;
  ttlMax = 0;
  /** Segments other than RST with these header properties, of `headerSamples`. */
  headerSamples = 0;
  withTimestamps = 0;
  ipIdZero = 0;
  lastIpId = -1;
  etherSource = 0;
  maximumSegmentSize = 0;

  readonly first: Mark = new Mark();
  readonly last: Mark = new Mark();
  /** The last segment with new payload. */
  readonly lastData: Mark = new Mark();
  lastDataLength = 0;
  readonly fin: Mark = new Mark();
  finSeq = 0;
  /** What the FIN acknowledged: tells which of the peer's bytes had arrived when this side closed. */
  finAck = 0;
  /** The peer's first segment that acknowledges this side's FIN. */
  readonly finAcked: Mark = new Mark();
  finCount = 0;
  rstCount = 0;

  // Delivery: is the peer acknowledging what this side sends?
  /** Highest acknowledgment number the peer sent; valid when `ackedKnown`. */
  ackedKnown = false;
  acked = 0;
  /** First transmission of the lowest byte not acknowledged yet. */
  readonly unackedSince: Mark = new Mark();
  unackedRetransmissions = 0;
  readonly lastRetransmission: Mark = new Mark();
  /** Largest payload the peer acknowledged, and the length of the segment that waits at the head of the queue. */
  largestAckedLength = 0;
  headLength = 0;
  /** Longest payload sent in one segment. */
  largestLength = 0;

  // Keep-alive probes (RFC 9293 section 3.8.4) of this side that had no answer yet.
  unansweredProbes = 0;
  readonly firstProbe: Mark = new Mark();
  readonly lastProbe: Mark = new Mark();
  answeredProbes = 0;

  // This side's receive window.
  readonly windowClosed: Mark = new Mark();
  windowProbes = 0;

  readonly app: AppStream = new AppStream();

  reset(): void {
    this.frames = 0;
    this.payloadBytes = 0;
    this.retransmissions = 0;
    this.outOfOrder = 0;
    this.duplicateAcks = 0;
    this.zeroWindows = 0;
    this.keepAlives = 0;
    this.baseSeqKnown = false;
    this.baseSeq = 0;
    this.nextSeqKnown = false;
    this.nextSeq = 0;
    this.nextSeqTimeNs = 0;
    this.maxSeqToBeAckedKnown = false;
    this.maxSeqToBeAcked = 0;
    this.lastAckKnown = false;
    this.lastAck = 0;
    this.lastAckTimeNs = 0;
    this.window = -1;
    this.windowScale = -1;
    this.duplicateAckRun = 0;
    this.lastWasKeepAlive = false;
    this.lastWasZeroWindowProbe = false;
    this.ttl = 0;
    this.ttlMin = 255;
    this.ttlMax = 0;
    this.headerSamples = 0;
    this.withTimestamps = 0;
    this.ipIdZero = 0;
    this.lastIpId = -1;
    this.etherSource = 0;
    this.maximumSegmentSize = 0;
    this.first.clear();
    this.last.clear();
    this.lastData.clear();
    this.lastDataLength = 0;
    this.fin.clear();
    this.finSeq = 0;
    this.finAck = 0;
    this.finAcked.clear();
    this.finCount = 0;
    this.rstCount = 0;
    this.ackedKnown = false;
    this.acked = 0;
    this.unackedSince.clear();
    this.unackedRetransmissions = 0;
    this.lastRetransmission.clear();
    this.largestAckedLength = 0;
    this.headLength = 0;
    this.largestLength = 0;
    this.unansweredProbes = 0;
    this.firstProbe.clear();
    this.lastProbe.clear();
    this.answeredProbes = 0;
    this.windowClosed.clear();
    this.windowProbes = 0;
    this.app.reset();
  }
}
