/**
 * Did a RST really come from the host whose address it bears? Compared with the same side's other segments: TTL,
 * timestamps option, sequence number, IP id, and above all whether the true peer carried on. One weak sign alone
 * proves nothing (design: "One weak sign alone is not injected-reset").
 */
import type { Connection } from '../flow/connection.ts';
import type { RstFact } from '../flow/extras.ts';
import type { Side } from '../flow/side.ts';

export type Origin = 'endpoint' | 'middlebox' | 'unknown';

export interface OriginJudgement {
  origin: Origin;
  /** 0 .. 1: how strongly the header of the RST contradicts its alleged sender. */
  doubt: number;
  /** The RST that is doubted most; null where there is none. */
  rst: RstFact | null;
  /** Each reason as a clause, e.g. "its TTL is 198, the server's other segments have 57". */
  reasons: string[];
}

/** TTL of one host varies by a hop or so when routes change; where it never did, one hop counts for little. */
const TTL_NOISE = 1;
const TTL_STRONG = 5;
const TTL_STEADY_SAMPLES = 4;

/** A host answers at once: within twice the round trip, and this where none is known (or it is next to nothing). */
const LONGEST_ANSWER_NS = 0.5e9;
const SHORTEST_PATIENCE_NS = 100e6;

/** Share of the fastest round trip seen: jitter makes answers slower, not faster. */
const SOONEST = 0.7;

const MIDDLEBOX_DOUBT = 0.6;
const ENDPOINT_DOUBT = 0.3;

/** Judges the connection's end: the RST that ended it, or the absence of one. `shortestRttNs`: the server's fastest answer. */
export function judgeOrigin(connection: Connection, shortestRttNs: number): OriginJudgement {
  let worst: OriginJudgement = { origin: 'unknown', doubt: 0, rst: null, reasons: [] };
  for (const rst of connection.rsts) {
    const judged = judgeRst(connection, rst, shortestRttNs);
    if (worst.rst === null || judged.doubt > worst.doubt) worst = judged;
  }
  if (worst.rst === null) return { ...worst, origin: connection.end.seen ? 'endpoint' : 'unknown' };
  return worst;
}

function judgeRst(connection: Connection, rst: RstFact, shortestRttNs: number): OriginJudgement {
  const side = connection.sides[rst.from];
  const who = rst.from === connection.clientIndex ? 'client' : 'server';
  const reasons: string[] = [];
  let trust = 1;
  const add = (doubt: number, reason: () => string): void => {
    if (doubt === 0) return;
    trust *= 1 - doubt;
    reasons.push(reason());
  };
  add(ttlDoubt(side, rst), () => `its TTL is ${rst.ttl}, the ${who}'s other segments have ${side.ttl}`);
  if (isEstablished(connection)) {
    add(
      timestampDoubt(side, rst),
      () => `it lacks the timestamps option that the ${who}'s other segments carry`,
    );
    add(
      sequenceDoubt(rst),
      () => `its sequence number is ${rst.seqOffset} away from the ${who}'s next and answers no segment seen`,
    );
    add(ipIdDoubt(side, rst), () => `its IP id ${rst.ipId} is out of the ${who}'s sequence`);
    add(unaskedDoubt(connection, rst), () => 'it is bare as an answer is, and nothing had just been asked');
  }
  add(
    tooSoonDoubt(connection, rst, shortestRttNs),
    () =>
      `it came ${((rst.timeNs - rst.answersTimeNs) / 1e6).toFixed(1)} ms after the segment it answers, sooner than the ${who} can be reached`,
  );
  add(connection.carriedOn(rst.from) > 0 ? 0.75 : 0, () => `the true ${who} carried on after it`);
  const doubt = 1 - trust;
  const origin = doubt >= MIDDLEBOX_DOUBT ? 'middlebox' : doubt < ENDPOINT_DOUBT ? 'endpoint' : 'unknown';
  return { origin, doubt, rst, reasons };
}

function isEstablished(connection: Connection): boolean {
  return connection.synAck.seen || connection.server.payloadBytes > 0 || connection.roles === 'judged';
}

function ttlDoubt(side: Side, rst: RstFact): number {
  if (side.headerSamples === 0) return 0;
  const distance = Math.max(side.ttlMin - rst.ttl, rst.ttl - side.ttlMax, 0);
  if (distance > TTL_NOISE) return distance > TTL_STRONG ? 0.9 : 0.65;
  const steady = side.ttlMin === side.ttlMax && side.headerSamples >= TTL_STEADY_SAMPLES;
  return distance > 0 && steady ? 0.25 : 0;
}

/** Only an active RST (from a live socket) carries the connection's options; RFC 7323 section 3.2. */
function timestampDoubt(side: Side, rst: RstFact): number {
  const used = side.headerSamples > 0 && side.withTimestamps >= side.headerSamples * 0.9;
  if (!rst.hasAck || !used || rst.hasTimestamps) return 0;
  return rst.window === 0 ? 0.5 : 0.35;
}

/** An answer takes a round trip; much less of it means that somebody nearer gave it. */
function tooSoonDoubt(connection: Connection, rst: RstFact, shortestRttNs: number): number {
  const { syn, synAck, synCount, handshakeAck } = connection;
  if (rst.answers === 0 || rst.from === connection.clientIndex) return 0;
  // A handshake may have been slow by itself, so the fastest answer of any connection counts.
  const isMeasured = syn.seen && synAck.seen && synCount === 1;
  const handshakeNs = isMeasured ? synAck.timeNs - syn.timeNs : Number.POSITIVE_INFINITY;
  const rttNs = Math.min(handshakeNs, shortestRttNs);
  if (rttNs < 5e6 || rttNs === Number.POSITIVE_INFINITY) return 0;
  const up = handshakeAck.seen && handshakeAck.timeNs < rst.timeNs ? handshakeAck.timeNs : 0;
  // Once the handshake is over, it is no answer to the SYN.
  const sinceNs = rst.answersTimeNs <= syn.timeNs ? up : rst.answersSinceNs;
  return rst.timeNs - sinceNs < SOONEST * rttNs ? 0.65 : 0;
}

/** The RST of a live socket has the ACK flag; one without answers a segment (RFC 9293 section 3.10.7.1), at once. */
function unaskedDoubt({ firstRttNs, end }: Connection, rst: RstFact): number {
  if (rst.hasAck || rst.answers === 0 || end.frame !== rst.frame) return 0;
  const longestNs = firstRttNs > 0 ? Math.max(SHORTEST_PATIENCE_NS, 2 * firstRttNs) : LONGEST_ANSWER_NS;
  return rst.timeNs - rst.answersTimeNs > longestNs ? 0.5 : 0;
}

function sequenceDoubt(rst: RstFact): number {
  if (rst.answers !== 0 || Number.isNaN(rst.seqOffset) || rst.seqOffset === 0) return 0;
  if (rst.hasAck) return 0.35;
  return rst.seqOffset > 0 ? 0.4 : 0.1;
}

/** A live socket goes on counting; a host that always sends 0 (or random ids) tells nothing. */
function ipIdDoubt(side: Side, rst: RstFact): number {
  if (rst.ipId < 0 || !rst.hasAck || side.lastIpId < 0 || side.ipIdZero * 2 > side.headerSamples) return 0;
  const ahead = (rst.ipId - side.lastIpId) & 0xffff;
  return ahead > 4096 ? 0.25 : 0;
}
