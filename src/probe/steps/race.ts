/**
 * The keep-alive race on show (only with --race): connections are used again around the moment at which the server closes
 * them. Before it they are answered, after it the close is seen first, and in between requests are lost.
 */
import { seconds } from '../bracket.ts';
import { type Dialogue, say, together } from '../machine.ts';
import type { ProbeSettings } from '../settings.ts';
import { park } from './park.ts';

export interface RaceResult {
  /** Idle time at which the connection was used again. */
  idleS: number;
  /** `lost`: the request got a reset or the end of the connection. `closed-first`: the close was seen before it was sent. */
  outcome: 'answered' | 'lost' | 'closed-first' | 'silence' | 'failed';
}

/** Around the timer, closer and closer to it. */
const offsetsMs = [-200, -80, -30, -10, -4, -1, 0, 1, 4, 10, 30, 80];

export function* race(settings: ProbeSettings, timerMs: number): Dialogue<readonly RaceResult[]> {
  const startMs = yield* say('race: reusing connections around the moment of the close', timerMs);
  const results = yield* together(
    offsetsMs.map((offsetMs, i) => one(settings, startMs + i * 40, Math.max(1, timerMs + offsetMs))),
  );
  return results.toSorted((a, b) => a.idleS - b.idleS);
}

function* one(settings: ProbeSettings, startMs: number, ageMs: number): Dialogue<RaceResult> {
  const parked = yield* park(settings, { startMs, ageMs });
  if (parked.kind === 'closed') return { idleS: seconds(ageMs), outcome: 'closed-first' };
  if (parked.kind !== 'reused') return { idleS: seconds(ageMs), outcome: 'failed' };
  const { outcome } = parked;
  return {
    idleS: seconds(parked.ageMs),
    outcome: outcome === 'reset' || outcome === 'closed' ? 'lost' : outcome,
  };
}
