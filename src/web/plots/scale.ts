/** From values to pixels, and the round values that an axis names. */

export type Scale = (value: number) => number;

export function linearScale(from: number, to: number, width: number): Scale {
  const span = to - from || 1;
  return (value) => ((value - from) / span) * width;
}

/** Each factor of ten is as wide as the next; values below `from` lie at its edge. */
export function logScale(from: number, to: number, width: number): Scale {
  const start = Math.log10(from);
  const span = Math.log10(to) - start || 1;
  return (value) => ((Math.log10(Math.max(value, from)) - start) / span) * width;
}

/** Times that people name, from a millisecond to a week: in steps of about three, and closer. */
const coarseTimesS: readonly number[] = [
  0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60, 180, 600, 1800, 3600, 10_800, 36_000, 86_400, 259_200,
  604_800,
];
const closeTimesS: readonly number[] = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800,
  3600, 7200, 18_000, 36_000, 86_400, 172_800, 432_000, 864_000,
];

/** At most `most` of them, unless even the coarse ones are more. */
export function logTicks(from: number, to: number, most: number): number[] {
  const within = (times: readonly number[]): number[] =>
    times.filter((value) => value >= from && value <= to);
  const close = within(closeTimesS);
  return close.length <= most ? close : within(coarseTimesS);
}

const roundStepsS = [
  1e-6, 1e-5, 1e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600,
  900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
] as const;

/** At most `most` round times from 0 to `to`. */
export function linearTicks(to: number, most: number): number[] {
  const step = roundStepsS.find((one) => to / one <= most) ?? to / Math.max(1, most);
  return Array.from({ length: Math.floor(to / step) + 1 }, (_, i) => i * step);
}
