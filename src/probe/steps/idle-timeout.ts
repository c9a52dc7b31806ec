/**
 * How long an idle connection lives, and who ends it. Two kinds of connections wait at once: watchers, which only listen
 * for the server's own close, and a ladder of ages at which connections are used again, for servers that never close and
 * boxes on the path that forget. Where somebody forgets, further rounds narrow the age down.
 */
import { bracketOf, type CloseSample, mostFrequent, seconds } from '../bracket.ts';
import { type Dialogue, say, together } from '../machine.ts';
import type { ProbeSettings } from '../settings.ts';
import { type ParkedConnection, park } from './park.ts';

export interface IdleTimeout {
  outcome: 'closes' | 'forgets-reset' | 'forgets-silently' | 'not-within';
  how: CloseSample['how'] | null;
  lowS: number | null;
  highS: number | null;
  samples: number;
  maxIdleS: number;
  /** A response that came before the end, as a 408 does. */
  status: number | null;
}

export interface IdleFindings {
  idleTimeout: IdleTimeout | null;
  /** Why there is none: no connection became idle, or none was answered again; false where it was only stopped. */
  noneKept: boolean;
  /** The Keep-Alive field's timeout. */
  announcedS: number | null;
  /** Whether TCP keep-alive probes made a connection live longer; null where that was not seen. */
  tcpKeepAlive: { extendsLife: boolean; endedAfterS: number | null; aliveAfterS: number | null } | null;
}

const firstAgeMs = 1300;
/** A forgetful box is narrowed down to this, or to a hundredth. */
const narrowMs = 200;
const mostRounds = 2;
/** Coarse timers differ by up to a second from connection to connection; the last ones are waited for. */
const stragglersMs = 1500;

export function* idleTimeout(settings: ProbeSettings): Dialogue<IdleFindings> {
  const startMs = yield* say('waiting for the server to close idle connections', settings.maxIdleMs);
  const parks = plan(settings, startMs).map((one) => park(settings, one));
  const watchers = Math.max(1, Math.ceil(parks.length / 3));
  const first = yield* together(parks, (done) =>
    done.filter(isClose).length >= watchers || done.some(isForgotten) ? stragglersMs : null,
  );
  return yield* narrow(settings, first);
}

/**
 * Starts are spread over a second, so that a server whose timer ticks once a second shows its whole spread, and so that
 * many handshakes at once do not spoil each other's times.
 */
function plan(
  { maxIdleMs, parallel, slow }: ProbeSettings,
  startMs: number,
): { startMs: number; ageMs: number; tcpKeepAliveMs?: number }[] {
  const total = Math.max(1, parallel - (slow ? 12 : 8));
  const watchers = Math.ceil(total / 3);
  const probed = total > watchers ? 1 : 0;
  const ages = ladder(firstAgeMs, maxIdleMs, total - watchers - probed);
  const parks = [
    ...Array.from({ length: watchers }, () => ({ ageMs: maxIdleMs })),
    ...Array.from({ length: probed }, () => ({ ageMs: maxIdleMs, tcpKeepAliveMs: 1000 })),
    ...ages.map((ageMs) => ({ ageMs })),
  ];
  return parks.map((one, i) => ({ ...one, startMs: startMs + (((i * 7) % total) * 1000) / total }));
}

/** Ages in geometric steps below the longest one, which the watchers have. */
function ladder(firstMs: number, lastMs: number, rungs: number): number[] {
  const step = (lastMs / firstMs) ** (1 / Math.max(1, rungs));
  return Array.from({ length: rungs }, (_, i) => firstMs * step ** i).filter((ageMs) => ageMs < lastMs);
}

function isClose(one: ParkedConnection): boolean {
  return one.kind === 'closed';
}

function isForgotten(one: ParkedConnection): boolean {
  return one.kind === 'reused' && (one.outcome === 'reset' || one.outcome === 'silence');
}

function* narrow(settings: ProbeSettings, first: readonly ParkedConnection[]): Dialogue<IdleFindings> {
  let all = first;
  for (let round = 0; round < mostRounds; round++) {
    const { low, high } = forgottenBetween(all);
    const nothingReused = round > 0 && low === 0;
    if (high === null || nothingReused || isOwnClose(all) || high - low <= Math.max(narrowMs, high / 100))
      break;
    const count = Math.max(1, settings.parallel - 8);
    const startMs = yield* say('narrowing down when the connection is forgotten', high);
    const tasks = Array.from({ length: count }, (_, i) =>
      park(settings, { startMs, ageMs: low + ((high - low) * (i + 1)) / (count + 1) }),
    );
    const probed = park(settings, { startMs, ageMs: high, tcpKeepAliveMs: 1000 });
    all = [...all, ...(yield* together([...tasks, probed]))];
  }
  return findings(settings, all);
}

/** The oldest connection that was still known, and the youngest that was not. */
function forgottenBetween(all: readonly ParkedConnection[]): { low: number; high: number | null } {
  const plain = all.filter((one) => !one.tcpKeepAlive);
  const forgotten = plain.flatMap((one) => (one.kind === 'reused' && isForgotten(one) ? [one.ageMs] : []));
  const high = forgotten.length === 0 ? null : Math.min(...forgotten);
  const known = plain.flatMap((one) =>
    one.kind === 'reused' && one.outcome === 'answered' && (high === null || one.ageMs < high)
      ? [one.ageMs]
      : [],
  );
  return { low: Math.max(0, ...known), high };
}

/** A reset on reuse is the server's own close, met a moment late, unless connections outlive it by far. */
function isOwnClose(all: readonly ParkedConnection[]): boolean {
  const closes = closeSamples(all).map(({ afterMs }) => afterMs);
  const { high } = forgottenBetween(all);
  return closes.length > 0 && (high === null || Math.min(...closes) <= high + 500);
}

function closeSamples(all: readonly ParkedConnection[]): CloseSample[] {
  return all.flatMap((one) => (one.kind === 'closed' && !one.tcpKeepAlive ? [one] : []));
}

function findings({ maxIdleMs }: ProbeSettings, all: readonly ParkedConnection[]): IdleFindings {
  const announcedS = all.find((one) => one.announcedS !== null)?.announcedS ?? null;
  const idleTimeout = outcomeOf(all, maxIdleMs);
  const noneKept = idleTimeout === null && all.some((one) => one.kind !== 'failed' || one.failure !== null);
  return { idleTimeout, noneKept, announcedS, tcpKeepAlive: keepAliveEffect(all) };
}

function outcomeOf(all: readonly ParkedConnection[], maxIdleMs: number): IdleTimeout | null {
  const closes = closeSamples(all);
  const none = { how: null, lowS: null, highS: null, samples: 0, maxIdleS: seconds(maxIdleMs), status: null };
  if (isOwnClose(all)) {
    const status = closes.find((one) => one.status !== null)?.status ?? null;
    const how = mostFrequent(closes.map((one) => one.how));
    return { ...none, outcome: 'closes', how, ...bracketOf(closes), status };
  }
  const { low, high } = forgottenBetween(all);
  // A second request that is never answered, however soon, has nothing to do with idle time.
  if (high !== null && low === 0) return null;
  if (high !== null) {
    const outcomes = all.flatMap((one) => (one.kind === 'reused' && isForgotten(one) ? [one.outcome] : []));
    const reset = mostFrequent(outcomes) === 'reset';
    return {
      ...none,
      outcome: reset ? 'forgets-reset' : 'forgets-silently',
      how: reset ? 'rst' : null,
      lowS: seconds(low),
      highS: seconds(high),
      samples: all.filter(({ kind }) => kind === 'reused').length,
    };
  }
  const openMs = all.flatMap((one) => {
    if (one.kind === 'open') return [one.afterMs];
    return one.kind === 'reused' && one.outcome === 'answered' ? [one.ageMs] : [];
  });
  if (openMs.length === 0) return null;
  return { ...none, outcome: 'not-within', samples: openMs.length, maxIdleS: seconds(Math.max(...openMs)) };
}

function keepAliveEffect(all: readonly ParkedConnection[]): IdleFindings['tcpKeepAlive'] {
  const probed = all.filter((one) => one.tcpKeepAlive);
  const forgottenMs = forgottenBetween(all).high;
  if (!isOwnClose(all)) {
    const used = probed.find((one) => one.kind === 'reused');
    if (forgottenMs === null || used?.kind !== 'reused') return null;
    const extendsLife = used.outcome === 'answered' && used.ageMs >= forgottenMs;
    return { extendsLife, endedAfterS: null, aliveAfterS: extendsLife ? seconds(used.ageMs) : null };
  }
  const latestMs = Math.max(...closeSamples(all).map(({ afterMs }) => afterMs));
  const [first] = probed;
  if (first?.kind === 'closed') {
    const extendsLife = first.afterMs > latestMs + 1000;
    return { extendsLife, endedAfterS: seconds(first.afterMs), aliveAfterS: null };
  }
  return first?.kind === 'open'
    ? { extendsLife: first.afterMs > latestMs, endedAfterS: null, aliveAfterS: seconds(first.afterMs) }
    : null;
}
