/** A complete, acknowledged request gets no response byte, and the server side ends it when a timer expires. */
import { Known } from '../../flow/exchange.ts';
import type { Reading } from '../reading.ts';
import { cite, duration, type Rule } from '../rule.ts';
import { clusterShare, timerToleranceNs, waitsLike } from '../server-context.ts';
import { endEvidence } from '../shared-evidence.ts';

const SHORTEST_TIMER_NS = 0.9e9;

export const responseTimeout: Rule = {
  id: 'response-timeout',
  match(reading, context) {
    const { connection, waitNs } = reading;
    if (
      reading.unfinished !== 'request' ||
      reading.closer !== 'server' ||
      waitNs === null ||
      waitNs < SHORTEST_TIMER_NS
    )
      return null;
    if (
      connection.exchange.requestKnown === Known.incomplete ||
      !(reading.requestAcked || coveredByEnd(reading))
    )
      return null;
    const cluster = clusterShare(waitsLike(reading, context), waitNs, timerToleranceNs(waitNs));
    const repeated = cluster.count >= 3 && cluster.share >= 0.5;
    return {
      confidence:
        reading.origin.origin === 'middlebox'
          ? 0.5
          : repeated
            ? 0.92
            : isRound(waitNs, reading.rttToServerNs)
              ? 0.8
              : 0.65,
      evidence: [
        ...cite(connection.exchange.requestLast, 'the request is complete'),
        ...cite(connection.exchange.requestAcked, 'acknowledged'),
        ...endEvidence(
          reading,
          `${duration(waitNs)} after the request, without a response byte${repeated ? `; ${cluster.count} requests waited as long` : ''}`,
        ),
      ],
      tellApart: 'A timer ends every slow request after the same wait; a crash ends it whenever it happens.',
    };
  },
};

function coveredByEnd(reading: Reading): boolean {
  return reading.server.fin.seen && !reading.finMissedRequest;
}

/** People set timers to whole seconds. */
function isRound(waitNs: number, rttNs: number | null): boolean {
  const seconds = waitNs / 1e9;
  const over = seconds - Math.round(seconds);
  const slack = 0.06 + (rttNs ?? 0) / 1e9 + seconds * 0.01;
  return over > -0.06 && over < slack;
}
