/**
 * What one side of a connection did: facts from its own segments, and the state that sequence analysis needs.
 */
import { AppStream } from './app-stream.ts';
import { defineRecord, type Layout, layoutOf, type Mark, markOf, View } from './record.ts';

const fields: Layout = layoutOf({
  ints: [
    'frames',
    'retransmissions',
    'outOfOrder',
    'duplicateAcks',
    'zeroWindows',
    'keepAlives',
    'baseSeq',
    'nextSeq',
    'maxSeqToBeAcked',
    'lastAck',
    'window',
    'windowScale',
    'duplicateAckRun',
    'ttl',
    'ttlMin',
    'ttlMax',
    'headerSamples',
    'withTimestamps',
    'ipIdZero',
    'lastIpId',
    'etherSource',
    'maximumSegmentSize',
    'lastDataLength',
    'finSeq',
    'finAck',
    'finCount',
    'rstCount',
    'acked',
    'unackedRetransmissions',
    'largestAckedLength',
    'headLength',
    'largestLength',
    'unansweredProbes',
    'windowProbes',
  ],
  flags: [
    'baseSeqKnown',
    'nextSeqKnown',
    'maxSeqToBeAckedKnown',
    'lastAckKnown',
    'lastWasKeepAlive',
    'lastWasZeroWindowProbe',
    'ackedKnown',
  ],
  floats: ['payloadBytes', 'nextSeqTimeNs', 'lastAckTimeNs'],
  marks: [
    'first',
    'last',
    'lastData',
    'fin',
    'finAcked',
    'unackedSince',
    'lastRetransmission',
    'firstProbe',
    'lastProbe',
    'windowClosed',
  ],
  hot: [
    'frames',
    'nextSeq',
    'maxSeqToBeAcked',
    'lastAck',
    'window',
    'duplicateAckRun',
    'acked',
    'headLength',
    'unackedRetransmissions',
    'ttl',
    'headerSamples',
    'withTimestamps',
    'ipIdZero',
    'lastIpId',
    'rstCount',
    'largestLength',
    'lastDataLength',
    'largestAckedLength',
    'unansweredProbes',
    'nextSeqKnown',
    'maxSeqToBeAckedKnown',
    'lastAckKnown',
    'lastWasKeepAlive',
    'lastWasZeroWindowProbe',
    'ackedKnown',
    'last',
    'lastData',
    'unackedSince',
    'payloadBytes',
    'nextSeqTimeNs',
    'lastAckTimeNs',
  ],
});

export class Side extends View {
  // Counters, as Wireshark counts them.
  declare frames: number;
  declare payloadBytes: number;
  declare retransmissions: number;
  declare outOfOrder: number;
  declare duplicateAcks: number;
  declare zeroWindows: number;
  declare keepAlives: number;

  // Wireshark's sequence analysis (its names in brackets).
  declare baseSeqKnown: boolean;
  declare baseSeq: number;
  /** [nextseq] one past the highest sequence number sent; valid when `nextSeqKnown`. */
  declare nextSeqKnown: boolean;
  declare nextSeq: number;
  declare nextSeqTimeNs: number;
  /** [maxseqtobeacked] */
  declare maxSeqToBeAckedKnown: boolean;
  declare maxSeqToBeAcked: number;
  declare lastAckKnown: boolean;
  declare lastAck: number;
  declare lastAckTimeNs: number;
  /** Raw window field of the last segment; -1 before any. */
  declare window: number;
  /** Shift of the window scale option; -1 where no SYN was seen, 0 where it was not offered. */
  declare windowScale: number;
  declare duplicateAckRun: number;
  declare lastWasKeepAlive: boolean;
  declare lastWasZeroWindowProbe: boolean;

  // Facts about its headers.
  declare ttl: number;
  declare ttlMin: number;
  declare ttlMax: number;
  /** Segments other than RST with these header properties, of `headerSamples`. */
  declare headerSamples: number;
  declare withTimestamps: number;
  declare ipIdZero: number;
  declare lastIpId: number;
  declare etherSource: number;
  declare maximumSegmentSize: number;

  readonly first: Mark = markOf(this, fields, 'first');
  readonly last: Mark = markOf(this, fields, 'last');
  /** The last segment with new payload. */
  readonly lastData: Mark = markOf(this, fields, 'lastData');
  declare lastDataLength: number;
  readonly fin: Mark = markOf(this, fields, 'fin');
  declare finSeq: number;
  /** What the FIN acknowledged: tells which of the peer's bytes had arrived when this side closed. */
  declare finAck: number;
  /** The peer's first segment that acknowledges this side's FIN. */
  readonly finAcked: Mark = markOf(this, fields, 'finAcked');
  declare finCount: number;
  declare rstCount: number;

  // Delivery: is the peer acknowledging what this side sends?
  /** Highest acknowledgment number the peer sent; valid when `ackedKnown`. */
  declare ackedKnown: boolean;
  declare acked: number;
  /** First transmission of the lowest byte not acknowledged yet. */
  readonly unackedSince: Mark = markOf(this, fields, 'unackedSince');
  declare unackedRetransmissions: number;
  readonly lastRetransmission: Mark = markOf(this, fields, 'lastRetransmission');
  /** Largest payload the peer acknowledged, and the length of the segment that waits at the head of the queue. */
  declare largestAckedLength: number;
  declare headLength: number;
  /** Longest payload sent in one segment. */
  declare largestLength: number;

  // Keep-alive probes (RFC 9293 section 3.8.4) of this side that had no answer yet.
  declare unansweredProbes: number;
  readonly firstProbe: Mark = markOf(this, fields, 'firstProbe');
  readonly lastProbe: Mark = markOf(this, fields, 'lastProbe');

  // This side's receive window.
  readonly windowClosed: Mark = markOf(this, fields, 'windowClosed');
  declare windowProbes: number;

  readonly app: AppStream = new AppStream();
}

export const sideLayout: Layout = fields;
defineRecord(Side.prototype, fields);
