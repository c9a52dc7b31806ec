/**
 * What the other connections of the same server say: single connections look alike where the whole group does not.
 * Built once per server from its readings and aggregates; rules ask it, and never look at other connections themselves.
 */
import type { ServerFacts } from '../flow/server-facts.ts';
import { extent } from './extent.ts';
import type { Reading } from './reading.ts';

/** Ends within this time of each other count as one event. */
export const EVENT_NS = 100e6;

/** Timers that look at all connections now and then do so once a second at least. */
const COARSE_TIMER_NS = 1e9;

export interface ServerContext {
  facts: ServerFacts;
  port: number;
  readings: readonly Reading[];
  captureEndNs: number;
  /** Protocol openings of this server's clients; mismatches show as the odd one out. */
  tlsClients: number;
  httpClients: number;
  /** A count of requests after which the server closed again and again; null where none stands out. */
  requestLimit: number | null;
  /** An age at which connections ended again and again, in ns. */
  ageLimitNs: number | null;
  /** Moments at which (nearly) everything of this server ended. */
  restarts: readonly RestartEvent[];
  /** Exchanges that this server cut at other times. */
  cutOutside: number;
  /** Moments from which on every connection in use met a RST: its peer had forgotten them all. */
  forgotten: readonly RestartEvent[];
  /** Idle times after which the server closed, idle or under a crossing request. */
  idleCloses: readonly number[];
}

/** Many connections ended together, and none of that server lived through it. */
export interface RestartEvent {
  fromNs: number;
  toNs: number;
  ended: number;
  /** When the first connection attempt after it succeeded; null where none did. */
  backNs: number | null;
  /** Attempts that were refused before that: nobody listened. */
  refused: number;
  /** Exchanges that it cut, however each looked alone. */
  cut: Reading[];
}

/** Share of `values` within `tolerance` of `value`, itself included. */
export function clusterShare(
  values: readonly number[],
  value: number,
  tolerance: number,
): { count: number; share: number } {
  let count = 0;
  for (const one of values) if (Math.abs(one - value) <= tolerance) count++;
  return { count, share: values.length === 0 ? 0 : count / values.length };
}

/** Waits before the end of this server's unanswered requests that ended the same way. */
export function waitsLike(reading: Reading, context: ServerContext): number[] {
  return context.readings
    .filter(
      (other) =>
        other.unfinished === reading.unfinished && other.endedBy === reading.endedBy && other.waitNs !== null,
    )
    .map((other) => other.waitNs as number);
}

/** How far a wait may stray and still be the same timer: scheduling, one round trip, coarse timers. */
export function timerToleranceNs(valueNs: number): number {
  return Math.max(150e6, valueNs * 0.06);
}

/** Does the idle time explain the failure? True where no request survived as long an idle time. */
export function idleExplains(reading: Reading, context: ServerContext): boolean {
  if (reading.idleNs === null) return false;
  const survived = context.facts.longestSurvivedNs;
  return reading.idleNs >= 0.9e9 && reading.idleNs > survived * 0.98;
}

/** Is the idle time close to the idle time at which the server is known to close? */
export function nearServerTimer(reading: Reading, context: ServerContext): boolean {
  if (reading.idleNs === null) return wasQuietAsLong(reading, context);
  const closedNs = closedAfterNs(reading);
  const tolerance = timerToleranceNs(reading.idleNs);
  if (clusterShare(context.idleCloses, closedNs, tolerance).count >= 2) return true;
  return context.idleCloses.length >= 3 && isInSpread(context.idleCloses, closedNs, tolerance);
}

/** Coarse timers (lighttpd looks once a second) spread their closes; a few samples do not show how far. */
function isInSpread(idleCloses: readonly number[], closedNs: number, tolerance: number): boolean {
  const { least, most } = extent(idleCloses);
  const beyond = Math.max(tolerance, Math.min(0.75 * (most - least), COARSE_TIMER_NS));
  return closedNs >= least - beyond && closedNs <= most + beyond;
}

/** Found in mid-stream, and quiet since: for nearly as long at least as the server lets connections be idle. */
function wasQuietAsLong({ quietAtLeastNs }: Reading, { idleCloses }: ServerContext): boolean {
  if (quietAtLeastNs === null || idleCloses.length === 0) return false;
  const shortest = Math.min(...idleCloses);
  return quietAtLeastNs >= shortest - timerToleranceNs(shortest);
}

/** From the last complete exchange to the end: what the server's idle timer saw. */
function closedAfterNs({ connection }: Reading): number {
  return connection.end.timeNs - connection.exchange.previousEnd.timeNs;
}

/** Did the server answer the same request (or the same TLS name) on another connection? Then its content is not what was refused. */
export function wasAnsweredElsewhere({ connection }: Reading, { facts }: ServerContext): boolean {
  const request = connection.requests.at(-1);
  if (request !== undefined) return facts.texts.answered.has(`${request.method} ${request.path}`);
  return connection.serverName !== null && facts.texts.answered.has(connection.serverName);
}

/** Is the moment part of an event in which the whole server went? */
export function restartAt(
  { restarts }: Pick<ServerContext, 'restarts'>,
  timeNs: number,
): RestartEvent | null {
  // In order of time: the first one that was not over before the moment.
  let low = 0;
  let high = restarts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((restarts[middle] as RestartEvent).toNs + EVENT_NS < timeNs) low = middle + 1;
    else high = middle;
  }
  const event = restarts[low];
  return event !== undefined && timeNs >= event.fromNs - EVENT_NS ? event : null;
}
