/**
 * A verdict: the cause that matches best, the frames that prove it, the runner-up and what tells the two apart.
 * Pure: a reading and its server's context in, a verdict out.
 */
import type { Cause } from './causes.ts';
import type { Origin } from './origin.ts';
import { rules } from './precedence.ts';
import type { Reading } from './reading.ts';
import { cite, type EvidenceItem, type Harm, type Match } from './rule.ts';
import type { ServerContext } from './server-context.ts';

export interface Verdict {
  cause: Cause | null;
  confidence: number;
  harm: Harm;
  origin: Origin;
  retrySafe: 'safe' | 'unsafe' | 'unknown';
  evidence: EvidenceItem[];
  alternative: { cause: Cause; confidence: number; tellApart: string } | null;
}

/** Share of the capture's payload of a connection that may be missing before verdicts become unsure. */
const MISSING_PENALTY = 0.08;

export function diagnose(reading: Reading, context: ServerContext): Verdict {
  const { best, second } = bestTwo(reading, context);
  if (best === undefined) return withoutCause(reading);
  const confidence = penalised(best.match.confidence, reading);
  return {
    cause: best.cause,
    confidence,
    harm: best.match.harm ?? harmOf(reading),
    origin: best.match.origin ?? reading.origin.origin,
    retrySafe: retrySafeOf(reading),
    evidence: best.match.evidence.filter((item) => item.frame !== 0).sort((a, b) => a.frame - b.frame),
    alternative:
      second === undefined
        ? null
        : {
            cause: second.cause,
            confidence: hundredths(Math.min(second.match.confidence, 1 - confidence)),
            tellApart: best.match.tellApart,
          },
  };
}

interface Candidate {
  cause: Cause;
  match: Match;
}

/** Precedence decides between equals: the earlier rule stays before. */
function bestTwo(
  reading: Reading,
  context: ServerContext,
): { best: Candidate | undefined; second: Candidate | undefined } {
  let best: Candidate | undefined;
  let second: Candidate | undefined;
  for (const rule of rules) {
    const match = rule.match(reading, context);
    if (match === null) continue;
    const one = { cause: rule.id, match };
    if (best === undefined || match.confidence > best.match.confidence) {
      second = best;
      best = one;
    } else if (second === undefined || match.confidence > second.match.confidence) second = one;
  }
  return { best, second };
}

function withoutCause(reading: Reading): Verdict {
  const nothing = reading.unfinished === 'nothing' || reading.endedBy === 'none';
  return {
    cause: nothing && reading.rst === null ? null : 'unexplained',
    confidence: nothing ? 1 : 0,
    harm: nothing ? 'none' : harmOf(reading),
    origin: reading.origin.origin,
    retrySafe: retrySafeOf(reading),
    evidence: cite(reading.connection.end, `${reading.endedBy} ends the connection`),
    alternative: null,
  };
}

function penalised(confidence: number, reading: Reading): number {
  const lost = reading.missingBytes > 0 && reading.connection.roles === 'judged' ? MISSING_PENALTY : 0;
  return hundredths(confidence - lost);
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

function harmOf(reading: Reading): Harm {
  switch (reading.unfinished) {
    case 'nothing':
      return 'none';
    case 'request':
      return 'request-lost';
    case 'response':
      return 'response-truncated';
    default:
      return 'connect-failed';
  }
}

const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

/**
 * Could a byte of the request have been processed? Never, where the server closed before it arrived; unknown, where
 * it was acknowledged but not answered; a request that got part of its response was processed. RFC 9110 section 9.2.2.
 */
function retrySafeOf(reading: Reading): Verdict['retrySafe'] {
  const { connection, unfinished } = reading;
  if (unfinished === 'connect' || unfinished === 'tls-handshake' || unfinished === 'nothing') return 'safe';
  if (unfinished === 'response') return 'unsafe';
  const method = connection.requests.at(-1)?.method;
  if (method !== undefined && IDEMPOTENT.has(method)) return 'safe';
  const neverRead = reading.server.fin.seen && ((reading.server.finAck - connection.requestSeq) | 0) <= 0;
  const noSocket = reading.serverRst !== null && !reading.serverRst.hasAck && !reading.requestAcked;
  return neverRead || noSocket ? 'safe' : 'unknown';
}
