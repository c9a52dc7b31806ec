/** The request stays incomplete, its sender falls silent, and the server side ends it (408, or just a close). */
import { Known } from '../../flow/exchange.ts';
import { cite, duration, type Rule } from '../rule.ts';
import { endEvidence, isUploading } from '../shared-evidence.ts';

const SHORTEST_TIMER_NS = 0.9e9;

export const requestTimeout: Rule = {
  id: 'request-timeout',
  match(reading) {
    const { connection } = reading;
    const { exchange } = connection;
    const status = connection.requests.at(-1)?.status ?? null;
    if (reading.endedBy === 'none' || reading.endedBy === 'client') return null;
    if (exchange.requestKnown !== Known.incomplete || isUploading(reading)) return null;
    const lastNs = Math.max(
      exchange.requestLast.timeNs,
      exchange.responseFirst.seen ? 0 : exchange.requestLast.timeNs,
    );
    const answeredNs = exchange.responseFirst.seen ? exchange.responseFirst.timeNs : connection.end.timeNs;
    const waitNs = answeredNs - lastNs;
    if (waitNs < SHORTEST_TIMER_NS && status !== 408) return null;
    return {
      confidence: 0.94,
      evidence: [
        ...cite(exchange.requestLast, 'the last byte of a request that is not complete'),
        ...cite(exchange.responseFirst, 'the server answers early'),
        ...endEvidence(reading, `${duration(waitNs)} of silence after it`),
      ],
      harm: 'request-lost',
      tellApart:
        "Compare with the server's header and body timeouts; retransmissions of the client would mean a lossy path instead.",
    };
  },
};
