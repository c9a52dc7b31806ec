/**
 * Settings inferred from what was seen, as brackets: the true value lies between low and high. A FIN on an idle
 * connection measures the server's timer directly; reuse only brackets it (longest idle that survived, shortest that
 * did not).
 */
import type { Cause } from './causes.ts';
import { extent } from './extent.ts';
import type { Reading } from './reading.ts';
import type { ServerContext } from './server-context.ts';

export interface InferredBracket {
  low: number | null;
  high: number | null;
  samples: number;
}

export interface Inferred {
  idleTimeoutS?: InferredBracket;
  waitS?: InferredBracket;
  requestLimit?: InferredBracket;
  ageS?: InferredBracket;
}

const IDLE_CAUSES: ReadonlySet<Cause> = new Set([
  'keepalive-race',
  'stale-reuse',
  'idle-dropped',
  'idle-blackholed',
  'idle-reset-delayed',
]);
const WAIT_CAUSES: ReadonlySet<Cause> = new Set([
  'response-timeout',
  'client-timeout',
  'request-timeout',
  'idle-reset-delayed',
]);

/** Timers fire late by scheduling and read early by jitter on the path. */
const TIMER_SLACK_S = 0.05;

export function infer(cause: Cause, readings: readonly Reading[], context: ServerContext): Inferred {
  const inferred: Inferred = {};
  if (IDLE_CAUSES.has(cause)) {
    const direct =
      cause === 'keepalive-race' || cause === 'stale-reuse' ? measuredIdle(readings, context) : null;
    const bracket = direct ?? survivedAndFailed(readings, context);
    if (bracket !== null) inferred.idleTimeoutS = bracket;
  }
  if (WAIT_CAUSES.has(cause)) {
    const waits = readings.flatMap((reading) => (reading.waitNs === null ? [] : [reading.waitNs / 1e9]));
    const bracket = clusterBracket(waits);
    if (bracket !== null) inferred.waitS = bracket;
  }
  if (cause === 'limit-close') addLimit(inferred, readings, context);
  return inferred;
}

/** The server's own closes of idle connections: from its last byte to its FIN, both seen at the same place. */
function measuredIdle(readings: readonly Reading[], context: ServerContext): InferredBracket | null {
  const closes: number[] = [];
  for (const reading of readings) {
    const { server, connection } = reading;
    const last = connection.exchange.previousEnd;
    const { goAway } = connection;
    const closed = goAway.seen && goAway.timeNs > last.timeNs ? goAway : server.fin;
    if (closed.seen && last.seen) closes.push((closed.timeNs - last.timeNs) / 1e9);
  }
  for (const idleNs of context.facts.serverIdleCloseNs.values) if (idleNs > 0.5e9) closes.push(idleNs / 1e9);
  return clusterBracket(closes);
}

/** Around the median: what lies within a fifth of it is the timer, the rest is something else. */
function clusterBracket(values: readonly number[]): InferredBracket | null {
  if (values.length === 0) return null;
  // Without a comparison function: several times faster than an array's sort, and these may be thousands.
  const sorted = new Float64Array(values).sort();
  const median = sorted[sorted.length >> 1] as number;
  const reach = Math.max(0.25, median * 0.2);
  let first = 0;
  let last = sorted.length - 1;
  while (median - (sorted[first] as number) > reach) first++;
  while ((sorted[last] as number) - median > reach) last--;
  return {
    low: round(Math.max(0, (sorted[first] as number) - TIMER_SLACK_S)),
    high: round((sorted[last] as number) + TIMER_SLACK_S),
    samples: last - first + 1,
  };
}

function survivedAndFailed(readings: readonly Reading[], context: ServerContext): InferredBracket | null {
  const failed = readings.flatMap((reading) => {
    const idleNs = failedIdleNs(reading);
    return idleNs === null ? [] : [idleNs / 1e9];
  });
  if (failed.length === 0) return null;
  const high = extent(failed).least;
  const survived = context.facts.survivedIdleNs.values.map((ns) => ns / 1e9).filter((s) => s <= high);
  return {
    low: survived.length === 0 ? null : round(extent(survived).most),
    high: round(high),
    samples: failed.length + context.facts.survivedIdleNs.count,
  };
}

/** The silence that a connection did not survive: before its last request, or (seen from the far side) before the RST. */
function failedIdleNs({ unfinished, idleNs, rst, connection }: Reading): number | null {
  if (unfinished !== 'nothing') return idleNs;
  const { responseLast } = connection.exchange;
  return rst === null || !responseLast.seen ? null : rst.timeNs - responseLast.timeNs;
}

function addLimit(inferred: Inferred, readings: readonly Reading[], context: ServerContext): void {
  if (context.requestLimit !== null) {
    inferred.requestLimit = {
      low: context.requestLimit,
      high: context.requestLimit,
      samples: readings.length,
    };
  } else if (context.ageLimitNs !== null) {
    const ages = readings.map(
      (reading) => (reading.connection.end.timeNs - reading.connection.startNs) / 1e9,
    );
    const bracket = clusterBracket(ages);
    if (bracket !== null) inferred.ageS = bracket;
  }
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
