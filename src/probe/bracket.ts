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
/** A moment at which this process did not run for longer is no measurement, where there are others. */
const mostDoubtMs = 25;
/** Samples that differ by more come from a timer that ticks; by less, from machines that are busy. */
const tickMs = 400;

/**
 * Of those samples that can be trusted. A timer never fires early, only late: where the samples lie close together, the
 * later ones tell how busy the machines were, and only the first quarter counts.
 */
export function bracketOf(samples: readonly CloseSample[]): Bracket & { samples: number } {
  const certain = samples.filter(({ doubtMs }) => doubtMs <= mostDoubtMs);
  const used = (certain.length > 0 ? certain : samples)
    .map(({ afterMs }) => afterMs)
    .toSorted((a, b) => a - b);
  const [low = 0] = used;
  const highest = used.at(-1) ?? 0;
  const high = highest - low > tickMs ? highest : (used[Math.ceil(used.length / 4) - 1] ?? low);
  return {
    lowS: seconds(Math.max(0, low - uncertaintyMs)),
    highS: seconds(high + uncertaintyMs),
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
