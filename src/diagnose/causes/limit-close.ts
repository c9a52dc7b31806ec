/** Closed at the same request count or the same age again and again, and not because of idleness. */
import type { Reading } from '../reading.ts';
import { cite, duration, type Match, type Rule } from '../rule.ts';
import { endEvidence, isForgottenByClient, originEvidence } from '../shared-evidence.ts';

export const limitClose: Rule = {
  id: 'limit-close',
  match(reading, context) {
    const forgotten = isForgottenByClient(reading);
    if (!forgotten && reading.unfinished !== 'request' && reading.unfinished !== 'response') return null;
    if (reading.endedBy === 'none' || (!forgotten && reading.serverRst === null && !reading.server.fin.seen))
      return null;
    if (
      context.requestLimit !== null &&
      reading.unfinished === 'request' &&
      reading.turns === context.requestLimit
    ) {
      return limited(
        reading,
        `again after ${context.requestLimit} requests, the number after which this server closes every time`,
      );
    }
    const ageNs = reading.connection.end.timeNs - reading.connection.startNs;
    if (context.ageLimitNs === null || !reading.connection.syn.seen) return null;
    if (Math.abs(ageNs - context.ageLimitNs) > Math.max(0.2e9, context.ageLimitNs * 0.04)) return null;
    const match = limited(reading, `again at an age of ${duration(ageNs)}, as others on this server`);
    // Seen from the far side of a box: what the client was waiting for was lost with the connection.
    return forgotten ? { ...match, harm: 'request-lost', origin: 'middlebox' } : match;
  },
};

function limited(reading: Reading, what: string): Match {
  return {
    confidence: 0.96,
    evidence: [
      ...cite(reading.connection.exchange.requestFirst, 'request on a connection in steady use'),
      ...endEvidence(reading, what),
      ...originEvidence(reading.origin),
    ],
    tellApart:
      'Count the requests (or the age) of connections that end: a limit shows as one number, an idle timeout as one silence.',
  };
}
