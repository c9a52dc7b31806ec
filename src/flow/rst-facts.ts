/** RSTs: each is kept with what tells active from passive and genuine from injected. */
import { Completeness, type Connection } from './connection.ts';
import type { CoreSegment } from './core-segment.ts';
import type { RstFact } from './extras.ts';
import type { Moment } from './moment.ts';
import type { SegmentFact } from './segment-ring.ts';
import { ACK, FIN, RST, SYN } from './tcp-flags.ts';

const MAX_RSTS_KEPT = 16;
/** With more segments in flight nobody can say which of them a RST answers. */
const MAX_CANDIDATES = 4;
/** No answer takes longer than this, or three round trips: an older segment with the same number is not what it answers. */
const LONGEST_ANSWER_NS = 200e6;

/** Keeps a RST with what tells active from passive and genuine from injected. */
export function noteRst(
  connection: Connection,
  segment: CoreSegment,
  now: Moment,
  recent: SegmentFact[] | null,
): void {
  const { from } = segment;
  const side = connection.sides[from];
  connection.completeness |= Completeness.rst;
  connection.rstCount++;
  side.rstCount++;
  if (connection.endedFirst === -1) {
    connection.endedFirst = from;
    connection.end.set(now);
  }
  if (recent === null || connection.rsts.length >= MAX_RSTS_KEPT) return;
  const rst: RstFact = {
    frame: now.frame,
    timeNs: now.timeNs,
    from,
    seq: segment.seq,
    ack: segment.ack,
    hasAck: (segment.flags & ACK) !== 0,
    window: segment.window,
    ttl: segment.ttl,
    ipId: segment.ipId,
    hasTimestamps: segment.hasTimestamps !== 0,
    etherSource: segment.etherSource,
    seqOffset: side.nextSeqKnown ? (segment.seq - side.nextSeq) | 0 : Number.NaN,
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
