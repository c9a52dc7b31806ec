/**
 * Durations as configuration files write them. Each product has its own default unit, which is where mistakes come
 * from: `60` is a minute for nginx, 60 ms for HAProxy.
 */

const secondsPer: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 0.001,
  s: 1,
  m: 60,
  min: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  M: 2_592_000,
  y: 31_536_000,
};

export interface DurationRules {
  /** Seconds per unit of a number alone; absent where the product refuses one. */
  bareS?: number;
  /** The suffixes that the product accepts. */
  units: readonly string[];
  /** May parts follow each other: "1m30s", "1h 30m"? */
  compound?: boolean;
}

/** Seconds; undefined where the product would refuse the text. */
export function parseDuration(
  text: string,
  { bareS, units, compound = false }: DurationRules,
): number | undefined {
  if (/^\d{1,15}(?:\.\d{1,9})?$/.test(text))
    return bareS === undefined ? undefined : exact(Number(text) * bareS);
  const parts = [...text.matchAll(/(\d{1,15}(?:\.\d{1,9})?)([a-zA-Zµ]+)\s*/g)];
  if (parts.length === 0 || (parts.length > 1 && !compound)) return undefined;
  // What the parts do not cover is something else than a duration.
  if (parts.map(([part]) => part).join('') !== text) return undefined;
  let total = 0;
  for (const [, amount, unit = ''] of parts) {
    if (!units.includes(unit)) return undefined;
    total += Number(amount) * (secondsPer[unit] ?? Number.NaN);
  }
  return Number.isNaN(total) ? undefined : exact(total);
}

/** 0.1 + 0.2 must not be 0.30000000000000004 in a report: whole nanoseconds. */
function exact(seconds: number): number {
  return Math.round(seconds * 1e9) / 1e9;
}

/** The usual slips: 30 where milliseconds are counted, 60000 where seconds are. Says how the number was read. */
export function unitDoubt(text: string, { bareS }: DurationRules): string | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  const number = Number(text);
  if (bareS === 0.001 && number > 0 && number < 1000)
    return `${text} without a unit is read as ${text} milliseconds; write ${text}s if seconds are meant`;
  if (bareS === 1 && number >= 10_000)
    return `${text} without a unit is read as ${text} seconds (${Math.round(number / 360) / 10} hours); write ${text}ms if milliseconds are meant`;
  return undefined;
}
