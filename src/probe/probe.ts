/** The whole probe of one address: reach it first, then everything else side by side. */
import { type Findings, findingsOf, type Parts, unreachable } from './findings.ts';
import { type Dialogue, type Failure, say, together } from './machine.ts';
import { type ProbeSettings, responseLimit } from './settings.ts';
import { connectionAge } from './steps/connection-age.ts';
import { connectionCount } from './steps/connection-count.ts';
import { http2 } from './steps/http2.ts';
import { idleTimeout } from './steps/idle-timeout.ts';
import { basics } from './steps/persistence.ts';
import { race } from './steps/race.ts';
import { type Reach, reach, type Unreachable } from './steps/reach.ts';
import { requestLimit } from './steps/request-limit.ts';
import { stalled } from './steps/stalled.ts';

type PartName = keyof Parts;
type Part = Partial<Parts>;

/** With fewer connections than this, those that are only watched are left out. */
const fewConnections = 10;

export function* probe(settings: ProbeSettings): Dialogue<Findings> {
  yield* say(`connecting to ${settings.authority}`);
  const reached = yield* reach(settings);
  if ('failure' in reached) {
    return mayBeHttp2Only(reached.failure)
      ? yield* http2Only(settings, reached)
      : unreachable('reach', reached.failure);
  }
  yield { do: 'close' };
  const firstByteMs = reached.first?.firstByteMs ?? 0;
  const used = { ...settings, method: reached.method, responseLimitMs: responseLimit(firstByteMs) };
  const parts = yield* sideBySide(used, reached);
  return findingsOf(settings, reached, { ...parts, ...(yield* onRequest(used, parts)) });
}

function mayBeHttp2Only({ code }: Failure): boolean {
  return code === 'tls-alpn' || code === 'http2-only' || code === 'closed-at-once';
}

function* http2Only(settings: ProbeSettings, { failure }: Unreachable): Dialogue<Findings> {
  const part = yield* http2(settings);
  if (part === null || !part.basics.supported) return unreachable('reach', failure);
  const reached = { opened: part.basics.opened, first: null, method: settings.method, notes: [] };
  return findingsOf(settings, reached, { http2: part });
}

/** Everything that needs no more than the first response. */
function* sideBySide(settings: ProbeSettings, { first }: Reach): Dialogue<Part> {
  const keeps = first?.keeps ?? false;
  const all = settings.parallel >= fewConnections;
  const tasks: Partial<Record<PartName, Dialogue<Part>>> = {
    ...(keeps && { idle: part('idle', idleTimeout(settings)) }),
    basics: part('basics', basics(settings)),
    limit: part('limit', requestLimit(settings)),
    http2: part('http2', http2(settings)),
    ...(settings.slow && {
      firstByte: part('firstByte', stalled(settings, 'first-byte')),
      header: part('header', stalled(settings, 'header')),
      body: part('body', stalled(settings, 'body')),
    }),
    ...(keeps && all && { age: part('age', connectionAge(settings)) }),
  };
  const counted = settings.countsToTheEnd || settings.slow;
  const watched: PartName[] = keeps && !settings.countsToTheEnd ? ['age', 'http2'] : ['age'];
  const needed = names(tasks).filter((name) => !watched.includes(name) && (counted || name !== 'limit'));
  const results = yield* together(Object.values(tasks), (done, atMs) => {
    const has = (name: PartName): boolean => done.some((one) => name in one);
    if (!needed.every(has)) return null;
    const idleS = done.find((one) => one.idle)?.idle?.idleTimeout?.lowS ?? 0;
    if (!has('limit')) return Math.max(lastMs, idleS * 1100 + budgetMs - atMs);
    return tasks.http2 !== undefined && !has('http2') ? http2Ms : lastMs;
  });
  return Object.assign({}, ...results);
}

/**
 * What else may take time once the idle timeout is known: the whole probe ends after 1.1 times the timeout and 3 s.
 * HTTP/2 began a little later than HTTP/1.1.
 */
const budgetMs = 2700;
const http2Ms = 800;
const lastMs = 100;

function names(tasks: Partial<Record<PartName, unknown>>): PartName[] {
  return Object.keys(tasks) as PartName[];
}

function* part<Name extends PartName>(name: Name, dialogue: Dialogue<Parts[Name]>): Dialogue<Part> {
  return { [name]: yield* dialogue } as Part;
}

/** What is done only where it was asked for, when all else is known. */
function* onRequest(settings: ProbeSettings, { idle }: Part): Dialogue<Part> {
  const measured = idle?.idleTimeout ?? null;
  const raced =
    settings.race && measured?.outcome === 'closes'
      ? yield* race(settings, (((measured.lowS ?? 0) + (measured.highS ?? 0)) / 2) * 1000)
      : null;
  const count =
    settings.limitConnections === null ? null : yield* connectionCount(settings, settings.limitConnections);
  return { race: raced, count };
}
