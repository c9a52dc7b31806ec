/** Measured times as a bracket: between these two the server's timer lies. */
import type { CloseHow } from './machine.ts';

export interface CloseSample {
  afterMs: number;
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

export function bracketOf(afterMs: readonly number[]): Bracket {
  const low = Math.max(0, Math.min(...afterMs) - uncertaintyMs);
  return { lowS: seconds(low), highS: seconds(Math.max(...afterMs) + uncertaintyMs) };
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
