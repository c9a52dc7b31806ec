/** Everything of one server ends within a moment: deploy, crash, failover. */

import type { Reading } from '../reading.ts';
import { cite, type Rule } from '../rule.ts';
import { type RestartEvent, restartAt, type ServerContext } from '../server-context.ts';
import { endEvidence } from '../shared-evidence.ts';

export const serverRestart: Rule = {
  id: 'server-restart',
  match(reading, context) {
    const refusedIn = refusedDuring(reading, context);
    const event =
      refusedIn ?? (reading.connection.end.seen ? restartAt(context, reading.connection.end.timeNs) : null);
    if (
      event === null ||
      (refusedIn === null && reading.endedBy !== 'server') ||
      reading.origin.origin === 'middlebox'
    )
      return null;
    const cut = cutBy(event, context);
    // One exchange cut may be chance; two at once are one event.
    if (cut < 2) return null;
    return {
      confidence: refusedIn !== null ? 0.98 : 0.96,
      evidence: [
        ...cite(reading.connection.exchange.requestFirst, 'the exchange that was under way'),
        ...endEvidence(
          reading,
          `together with ${event.ended - 1} other connections of this server; none of them lived on`,
        ),
      ],
      tellApart:
        "The server's log (or the orchestrator's events) shows a restart at this moment; single failures would spread over time.",
    };
  },
};

/** Attempts that are refused between the end and the first success after it belong to the same restart. */
function refusedDuring(reading: Reading, context: ServerContext): RestartEvent | null {
  if (reading.ending !== 'refused') return null;
  const { startNs } = reading.connection;
  return (
    context.restarts.find(
      (event) => startNs >= event.fromNs && (event.backNs === null || startNs <= event.backNs),
    ) ?? null
  );
}

/** Exchanges that the event cut, however each looked alone; requests that merely crossed an idle close do not count. */
function cutBy(event: RestartEvent, context: ServerContext): number {
  return context.readings.filter(
    (other) =>
      other.endedBy === 'server' &&
      other.origin.origin !== 'middlebox' &&
      other.connection.end.timeNs >= event.fromNs &&
      other.connection.end.timeNs <= event.toNs &&
      (other.unfinished === 'response' || (other.unfinished === 'request' && !other.finMissedRequest)),
  ).length;
}
