/** Well-known defaults that a measured time could be: "this looks like", never "this is". */
import { facts } from './facts.ts';
import type { TimeoutFact, TimeoutKind, TimeoutRole } from './timeout-fact.ts';

const mostNamed = 4;

/** Timers fire late, by the granularity of their loop and the round trip, and never early. */
const latenessS = 0.25;
const latenessShare = 0.01;
/** A bracket is measured between frames, so a default may lie a little beyond its upper end. */
const clockNoiseS = 0.05;

/** A bracket as wide as this holds somebody's default whatever it is: naming one would say nothing. */
const widestRatio = 2;
const widestSlackS = 1;

/**
 * The facts of the given kinds whose default lies between `low` and `high` seconds, one a product, best known product
 * first and at most four. With `role`, only timers on that side of the connection.
 */
export function looksLike(
  kind: TimeoutKind | readonly TimeoutKind[],
  low: number,
  high: number,
  role?: TimeoutRole,
): readonly TimeoutFact[] {
  if (!(low >= 0 && high >= low && high <= low * widestRatio + widestSlackS)) return [];
  const kinds: readonly TimeoutKind[] = typeof kind === 'string' ? [kind] : kind;
  const earliest = low - latenessS - low * latenessShare;
  const fitting = facts.filter(
    (fact) =>
      kinds.includes(fact.kind) &&
      (role === undefined || fact.role === role) &&
      fits(fact, earliest, high + clockNoiseS),
  );
  return onePerProduct(fitting.toSorted((a, b) => doubt(a) - doubt(b))).slice(0, mostNamed);
}

/** The products that end a connection after this many requests by default. */
export function looksLikeCount(requests: number): readonly TimeoutFact[] {
  if (requests === 0) return [];
  const fitting = facts.filter(
    ({ kind, unit, role, auxiliary, defaultValue, answered = defaultValue }) =>
      kind === 'max-requests' && unit === 'count' && role === 'server' && !auxiliary && answered === requests,
  );
  return onePerProduct(fitting.toSorted((a, b) => doubt(a) - doubt(b))).slice(0, mostNamed);
}

function fits({ defaultS, onWireS, auxiliary }: TimeoutFact, low: number, high: number): boolean {
  if (auxiliary === true || defaultS === null || defaultS === 0) return false;
  return defaultS <= high && (onWireS ?? defaultS) >= low;
}

/** Current, undisputed defaults come before those of old releases and those that sources argue about. */
function doubt(fact: TimeoutFact): number {
  return Number(isOutdated(fact)) + Number(fact.disputed === true) + Number(fact.unverified === true);
}

/** Not where sources still argue about the release that brought the next default. */
function isOutdated({ untilVersion, product, role, setting }: TimeoutFact): boolean {
  if (untilVersion === undefined) return false;
  return !facts.some(
    (next) => next.disputed && next.product === product && next.role === role && next.setting === setting,
  );
}

function onePerProduct(list: readonly TimeoutFact[]): TimeoutFact[] {
  const seen = new Set<string>();
  return list.filter(({ product }) => !seen.has(product) && seen.add(product));
}
