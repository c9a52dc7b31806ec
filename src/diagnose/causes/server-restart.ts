/** Everything of one server ends within a moment: deploy, crash, failover. */

import type { Reading } from '../reading.ts';
import { cite, duration, type EvidenceItem, type Rule } from '../rule.ts';
import {
  clusterShare,
  EVENT_NS,
  type RestartEvent,
  restartAt,
  type ServerContext,
  timerToleranceNs,
} from '../server-context.ts';
import { endEvidence, isPassiveEnd } from '../shared-evidence.ts';

const SHORTEST_TIMER_NS = 0.9e9;

export const serverRestart: Rule = {
  id: 'server-restart',
  match(reading, context) {
    // An idle connection that is closed in order is just that, whoever else was cut.
    if (reading.unfinished === 'nothing' && reading.ending === 'orderly') return null;
    const refusedIn = refusedDuring(reading, context);
    const event = refusedIn ?? cutIn(reading, context);
    if (event === null || reading.origin.origin === 'middlebox') return null;
    const { refused, cut } = event;
    // One exchange cut may be chance, and so may as many as this server cuts at other times; two at once, or a listener
    // that is gone as well, are one event.
    if (refused === 0 && (cut.length < 2 || isHabit(event, context) || isTimer(cut))) return null;
    return {
      confidence: refusedIn !== null || refused > 0 ? 0.98 : cut.length > 2 ? 0.96 : 0.85,
      evidence: refusedIn === null ? cutEvidence(reading, event) : refusedEvidence(reading, event),
      tellApart:
        "The server's log (or the orchestrator's events) shows a restart at this moment; single failures would spread over time.",
    };
  },
};

function cutEvidence(reading: Reading, { ended, refused }: RestartEvent): EvidenceItem[] {
  const gone = refused > 0 ? `, and ${refused} attempts were refused after it` : '';
  return [
    ...cite(reading.connection.exchange.requestFirst, 'the exchange that was under way'),
    ...endEvidence(
      reading,
      `together with ${ended - 1} other connections of this server; none of them lived on${gone}`,
    ),
  ];
}

function refusedEvidence(reading: Reading, { ended, fromNs }: RestartEvent): EvidenceItem[] {
  const { syn } = reading.connection;
  return [
    ...cite(
      syn,
      `SYN, ${duration(syn.timeNs - fromNs)} after all ${ended} connections of this server had ended`,
    ),
    ...endEvidence(reading, 'nobody listens: it is not back yet'),
  ];
}

/** The event that the connection's end was part of. */
function cutIn(reading: Reading, context: ServerContext): RestartEvent | null {
  const { connection, endedBy } = reading;
  if (!connection.end.seen || endedBy !== 'server' || isPassiveEnd(reading)) return null;
  return restartAt(context, connection.end.timeNs);
}

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

/** A server that cuts exchanges all the time cuts some together: an event stands out a hundredfold, or by its number. */
function isHabit({ fromNs, toNs, cut }: RestartEvent, { cutOutside, captureEndNs }: ServerContext): boolean {
  const share = Math.max(EVENT_NS, toNs - fromNs) / Math.max(1, captureEndNs);
  return cutOutside >= cut.length && cutOutside * share * 100 > cut.length;
}

/** Requests that all waited for the same time, though they began together, met a timer. */
function isTimer(cut: readonly Reading[]): boolean {
  const waits = cut.flatMap(({ unfinished, waitNs }) =>
    unfinished === 'request' && waitNs !== null && waitNs > SHORTEST_TIMER_NS ? [waitNs] : [],
  );
  return (
    waits.length === cut.length &&
    clusterShare(waits, waits[0] as number, timerToleranceNs(waits[0] as number)).share === 1
  );
}
