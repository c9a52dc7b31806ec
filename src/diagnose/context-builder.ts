/** Builds each server's context: limits, restarts, what its clients speak. */
import { RowAt, type RowStore } from '../flow/row-store.ts';
import type { ServerFacts } from '../flow/server-facts.ts';
import { extent } from './extent.ts';
import type { Reading } from './reading.ts';
import { type RestartEvent, restartAt, type ServerContext } from './server-context.ts';
import { isForgottenByClient, isPassiveEnd } from './shared-evidence.ts';

/** "Within 100 ms or 1 % of the capture" (design: groups), and no more than a second. */
const RESTART_WINDOW_NS = 100e6;
const RESTART_WINDOW_SHARE = 0.01;
const RESTART_WINDOW_MAX_NS = 1e9;
const RESTART_CONNECTIONS = 3;
/** A server that stays away is refused for as long; this bounds what still counts as the same event. */
const BACK_WITHIN_NS = 10e9;
const LIMIT_SAMPLES = 3;

export function buildContext(
  facts: ServerFacts,
  store: RowStore,
  readings: readonly Reading[],
  captureEndNs: number,
): ServerContext {
  const context: ServerContext = {
    facts,
    port: store.port(facts.row, facts.serverIndex),
    readings,
    captureEndNs,
    tlsClients: facts.tlsClients,
    httpClients: facts.httpClients,
    requestLimit: requestLimit(facts, readings),
    ageLimitNs: ageLimit(facts, readings),
    restarts: findRestarts(facts, captureEndNs),
    cutOutside: 0,
    forgotten: findForgotten(facts, store, readings),
    idleCloses: idleCloses(facts, readings),
  };
  for (const reading of readings) if (isCut(reading)) noteCut(context, reading);
  return context;
}

/** Connections hurt or closed after the same number of turns again and again, and none that got further. */
function requestLimit(facts: ServerFacts, readings: readonly Reading[]): number | null {
  const hurt = readings.filter((reading) => isCutAtStartOfRequest(reading) && reading.turns >= 2);
  if (hurt.length < LIMIT_SAMPLES) return null;
  const counts = new Map<number, number>();
  for (const reading of hurt) counts.set(reading.turns, (counts.get(reading.turns) ?? 0) + 1);
  const [limit, count] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best));
  if (count < hurt.length * 0.8) return null;
  if (facts.mostTurns > limit) return null;
  const idle = hurt.filter((reading) => isIdleExplained(reading, facts));
  return idle.length * 2 > hurt.length ? null : limit;
}

/**
 * By a server that closed before it read the request: a FIN that it crossed, or the RST of a live socket. A bare RST
 * comes from a host that knows no connection; a request that was answered, if only in part, was read.
 */
function isCutAtStartOfRequest(reading: Reading): boolean {
  const { server, serverRst, unfinished, endedBy, connection } = reading;
  const unread =
    (server.fin.seen && (reading.finMissedRequest || serverRst !== null)) || serverRst?.hasAck === true;
  return unfinished === 'request' && endedBy !== 'none' && unread && !connection.exchange.responseFirst.seen;
}

/** Idleness is the simpler explanation of an end after a silence that no request of this server survived. */
function isIdleExplained({ idleNs }: Reading, facts: ServerFacts): boolean {
  return (idleNs ?? 0) > Math.max(0.9e9, facts.longestSurvivedNs * 0.98);
}

/** Connections cut by a RST (or FIN) of the server's address at the same age again and again. */
function ageLimit(facts: ServerFacts, readings: readonly Reading[]): number | null {
  const cut = readings.filter(
    (reading) =>
      reading.connection.syn.seen &&
      reading.turns >= 2 &&
      (isForgottenByClient(reading) ||
        (reading.endedBy === 'server' &&
          (reading.unfinished !== 'nothing' || reading.origin.origin === 'middlebox'))),
  );
  const ages = cut.map(({ connection }) => connection.end.timeNs - connection.startNs).sort((a, b) => a - b);
  if (ages.length < LIMIT_SAMPLES || waitedAlike(readings) || isIdleTimer(cut, ages, facts)) return null;
  const median = ages[ages.length >> 1] as number;
  const tolerance = Math.max(0.05e9, median * 0.03);
  const near = ages.filter((age) => Math.abs(age - median) <= tolerance).length;
  const starts = readings.map((reading) => reading.connection.startNs);
  const begun = extent(starts);
  // All begun and ended together would be one event, not an age.
  return median >= 1e9 && near >= ages.length * 0.8 && begun.most - begun.least > tolerance ? median : null;
}

/** Silences that agree better than the ages do, and that no request survived: the timer counts from the last exchange. */
function isIdleTimer(cut: readonly Reading[], ages: readonly number[], facts: ServerFacts): boolean {
  const idle = cut.filter((reading) => isIdleExplained(reading, facts));
  if (idle.length * 2 <= cut.length) return false;
  const silences = idle.map(
    ({ connection }) => connection.end.timeNs - connection.exchange.previousEnd.timeNs,
  );
  const spread = (values: readonly number[]): number => {
    const { least, most } = extent(values);
    return most - least;
  };
  return spread(silences) <= spread(ages);
}

/** One wait before the end of every one is a timer on the request, whatever the ages. */
function waitedAlike(readings: readonly Reading[]): boolean {
  const waits = readings
    .flatMap(({ unfinished, waitNs }) => (unfinished === 'request' && waitNs !== null ? [waitNs] : []))
    .sort((a, b) => a - b);
  const median = waits[waits.length >> 1] ?? 0;
  return (
    median > 0.9e9 &&
    waits.filter((wait) => Math.abs(wait - median) < Math.max(150e6, median * 0.06)).length >=
      waits.length * 0.7
  );
}

/**
 * A restart takes every connection of the server with it: many end together by the server, and none that was up
 * before goes on after. Idle timers that fire together are told apart by the exchanges that were cut.
 */
function findRestarts({ endedByServer, lives: all }: ServerFacts, captureEndNs: number): RestartEvent[] {
  if (endedByServer < RESTART_CONNECTIONS) return [];
  // Without a comparison function: several times faster than an array's sort.
  const endsNs = all.endedByServerNs.sort();
  const lives = { startsNs: all.startsNs.sort(), endsNs: all.endsNs.sort() };
  const { refusedNs } = all;
  const windowNs = Math.min(
    RESTART_WINDOW_MAX_NS,
    Math.max(RESTART_WINDOW_NS, captureEndNs * RESTART_WINDOW_SHARE),
  );
  const events: RestartEvent[] = [];
  for (let first = 0; first < endsNs.length; ) {
    const fromNs = endsNs[first] as number;
    const next = countBelow(endsNs, fromNs + windowNs + 1);
    const toNs = endsNs[next - 1] as number;
    if (next - first >= RESTART_CONNECTIONS && nobodySurvived(lives, fromNs, toNs)) {
      const backNs = backAfter(lives, toNs);
      const refused = refusedNs.filter(
        (atNs) => atNs >= fromNs && atNs <= (backNs ?? toNs + BACK_WITHIN_NS),
      ).length;
      events.push({ fromNs, toNs, ended: next - first, backNs, refused, cut: [] });
    }
    first = next;
  }
  return events;
}

/** The server cut an exchange; a request that merely crossed its idle close was not cut. */
function isCut(reading: Reading): boolean {
  const { endedBy, origin, unfinished, finMissedRequest } = reading;
  if (endedBy !== 'server' || origin.origin === 'middlebox' || isPassiveEnd(reading)) return false;
  return unfinished === 'response' || (unfinished === 'request' && !finMissedRequest);
}

function noteCut(context: ServerContext, reading: Reading): void {
  const { timeNs } = reading.connection.end;
  const event = restartAt(context, timeNs);
  if (event === null) context.cutOutside++;
  else if (timeNs >= event.fromNs && timeNs <= event.toNs) event.cut.push(reading);
}

/** When the server's connections that were used began and ended, each sorted: questions about a moment are two searches. */
interface Lives {
  startsNs: Float64Array;
  endsNs: Float64Array;
}

function nobodySurvived({ startsNs, endsNs }: Lives, fromNs: number, toNs: number): boolean {
  const endedBefore = countBelow(endsNs, fromNs);
  const alive = countBelow(startsNs, fromNs - 1e6) - endedBefore;
  const survived = alive - (countBelow(endsNs, toNs + 200e6) - endedBefore);
  return alive >= RESTART_CONNECTIONS && survived <= alive * 0.1;
}

/** The first connection after the event that got an answer. */
function backAfter({ startsNs }: Lives, timeNs: number): number | null {
  return startsNs[countBelow(startsNs, timeNs + 1)] ?? null;
}

/** How many of the sorted values are smaller than `bound`. */
function countBelow(sorted: Float64Array, bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What the server's idle timer was seen to be: closes of idle connections, and FINs that crossed a request. */
function idleCloses(facts: ServerFacts, readings: readonly Reading[]): number[] {
  const crossed = readings
    .filter(isCutAtStartOfRequest)
    .filter(
      ({ server, finMissedRequest, connection }) =>
        server.fin.seen && finMissedRequest && connection.exchange.previousEnd.seen,
    )
    .map(({ server, connection }) => server.fin.timeNs - connection.exchange.previousEnd.timeNs);
  return [...facts.serverIdleCloseNs.values, ...crossed];
}

/**
 * A peer that lost its state answers whatever comes next with RST, on every connection of that time, while none goes
 * on. The RSTs come when the clients speak, so the event may last.
 */
function findForgotten(facts: ServerFacts, store: RowStore, readings: readonly Reading[]): RestartEvent[] {
  const met = readings
    .filter(
      ({ serverRst, server: side, client, turns }) =>
        serverRst !== null && !side.fin.seen && !client.fin.seen && turns > 0,
    )
    .sort((a, b) => (a.serverRst?.timeNs ?? 0) - (b.serverRst?.timeNs ?? 0));
  const fromNs = met[0]?.serverRst?.timeNs;
  const toNs = met.at(-1)?.serverRst?.timeNs;
  if (met.length < RESTART_CONNECTIONS || fromNs === undefined || toNs === undefined) return [];
  const begunLater = met.some(({ connection }) => connection.startNs > fromNs);
  const idle = met.filter((reading) => isIdleExplained(reading, facts)).length;
  if (begunLater || idle * 2 > met.length) return [];
  const streams = new Set(met.map(({ connection }) => connection.stream));
  let survived = 0;
  for (const row of facts.lives.usedRows) {
    if (streams.has(row) || store.getF64(row, RowAt.startNs) >= fromNs) continue;
    if (
      store.getF64(row, RowAt.lastNs) > fromNs + 200e6 &&
      (store.getU32(row, RowAt.endFrame) === 0 || store.getF64(row, RowAt.endNs) > fromNs + 200e6)
    )
      survived++;
  }
  if (survived > met.length * 0.1) return [];
  return [{ fromNs, toNs, ended: met.length, backNs: null, refused: 0, cut: [] }];
}
