/** After idle, the request is acknowledged, nothing comes back, and seconds later the server side ends it: what lies behind that socket was gone. */
import { cite, duration, type Rule } from '../rule.ts';
import { clusterShare, timerToleranceNs, waitsLike } from '../server-context.ts';
import { endEvidence, hadBeenUsed } from '../shared-evidence.ts';

const SHORTEST_WAIT_NS = 0.9e9;
const SHORTEST_IDLE_NS = 0.9e9;

export const idleResetDelayed: Rule = {
  id: 'idle-reset-delayed',
  match(reading, context) {
    const { connection, waitNs } = reading;
    const idleNs = reading.idleNs ?? reading.quietAtLeastNs;
    if (
      reading.unfinished !== 'request' ||
      reading.endedBy !== 'server' ||
      !hadBeenUsed(reading) ||
      !reading.requestAcked
    )
      return null;
    if (idleNs === null || waitNs === null || waitNs < SHORTEST_WAIT_NS || idleNs < SHORTEST_IDLE_NS)
      return null;
    const likeWithoutIdle = context.readings.some(
      (other) =>
        other.unfinished === 'request' &&
        other.endedBy === 'server' &&
        other.requestAcked &&
        (other.idleNs ?? (other.connection.roles === 'seen' ? 0 : idleNs)) < idleNs * 0.4 &&
        Math.abs((other.waitNs ?? 0) - waitNs) < timerToleranceNs(waitNs),
    );
    const explained = idleNs > context.facts.longestSurvivedNs * 0.98 && !likeWithoutIdle;
    const repeated = clusterShare(waitsLike(reading, context), waitNs, timerToleranceNs(waitNs)).count >= 2;
    return {
      confidence: explained ? (context.facts.survivedIdleNs.count > 0 || repeated ? 0.93 : 0.8) : 0.3,
      evidence: [
        ...cite(connection.exchange.previousEnd, 'end of the last complete exchange'),
        ...cite(connection.exchange.requestFirst, `request after ${duration(idleNs)} idle`),
        ...cite(connection.exchange.requestAcked, 'acknowledged by the server side: its socket was alive'),
        ...endEvidence(reading, `${duration(waitNs)} after the request, without a response byte`),
      ],
      tellApart:
        'Send the same request on a fresh connection: answered at once, and the idle time was the cause; ended after the same wait, and it is a response timeout.',
    };
  },
};
