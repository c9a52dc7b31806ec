/** Measured times as a bracket: between these two the server's timer lies. */
import type { CloseHow } from './machine.ts';

export interface CloseSample {
  afterMs: number;
  /** What the beginning and the end of it may be off by. */
  doubtMs: number;
  how: CloseHow | 'goaway';
  /** A response that came before the end, as a 408 does. */
  status: number | null;
}

export interface Bracket {
  lowS: number;
  highS: number;
}

/** What this side's own timestamps may be off by, on a busy machine, in either direction. */
const uncertaintyMs = 20;
/** A moment at which this process did not run for longer is no measurement, where there are better ones. */
const mostDoubtMs = 25;
/** Samples that differ by more come from a timer that ticks; by less, from machines that are busy. */
const tickMs = 400;

/**
 * Of those samples that can be trusted. Timers fire late on a busy machine, and now and then early, where a program
 * counts from a time that it looked up before it was kept from running. Where the samples lie close together, the first
 * eighth of them is left out, and all that come after the third.
 */
export function bracketOf(samples: readonly CloseSample[]): Bracket & { samples: number } {
  const leastDoubtMs = Math.min(...samples.map(({ doubtMs }) => doubtMs));
  const trusted = samples.filter(({ doubtMs }) => doubtMs <= Math.max(mostDoubtMs, leastDoubtMs));
  const used = trusted.map(({ afterMs }) => afterMs).toSorted((a, b) => a - b);
  const widerMs = Math.max(uncertaintyMs, leastDoubtMs);
  const at = (index: number): number => used[index] ?? 0;
  const last = used.length - 1;
  const ticks = at(last) - at(0) > tickMs;
  const low = ticks ? at(0) : at(Math.floor(used.length / 8));
  const high = ticks ? at(last) : at(Math.ceil((used.length * 3) / 8) - 1);
  return {
    lowS: seconds(Math.max(0, low - widerMs)),
    highS: seconds(high + widerMs),
    samples: used.length,
  };
}

export function seconds(ms: number): number {
  return Math.round(ms) / 1000;
}

/** The most frequent, the earlier on a draw. */
export function mostFrequent<Item>(items: readonly Item[]): Item | null {
  const counts = new Map<Item, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  let best: Item | null = null;
  for (const [item, times] of counts) if (best === null || times > (counts.get(best) ?? 0)) best = item;
  return best;
}
