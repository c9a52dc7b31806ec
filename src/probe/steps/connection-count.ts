/** How many connections the server serves at once (only with --limit-connections N): each asks once and stays. */
import { connect, exchange } from '../exchange.ts';
import { type Dialogue, say, together } from '../machine.ts';
import type { ProbeSettings } from '../settings.ts';

export interface ConnectionCount {
  tried: number;
  answered: number;
  /** Not even accepted. */
  refused: number;
  /** Accepted, and closed or reset without a response. */
  closed: number;
  /** Accepted, and left without a response. */
  silent: number;
}

type Held = 'answered' | 'refused' | 'closed' | 'silent';

/** From one connection to the next. */
const spacingMs = 25;
const holdMs = 3000;
/** What was open before is gone by then. */
const settleMs = 300;

export function* connectionCount(settings: ProbeSettings, tried: number): Dialogue<ConnectionCount> {
  const startMs = settleMs + (yield* say(`opening ${tried} connections at once`));
  const untilMs = startMs + tried * spacingMs + holdMs;
  const held = yield* together(
    Array.from({ length: tried }, (_, i) => hold(settings, startMs + i * spacingMs, untilMs)),
  );
  const count = (kind: Held): number => held.filter((one) => one === kind).length;
  return {
    tried,
    answered: count('answered'),
    refused: count('refused'),
    closed: count('closed'),
    silent: count('silent'),
  };
}

function* hold(settings: ProbeSettings, startMs: number, untilMs: number): Dialogue<Held> {
  yield { do: 'wait', untilMs: startMs };
  const opened = yield* connect(settings);
  if (opened?.kind !== 'opened') return 'refused';
  const limitMs = Math.max(1000, untilMs - opened.atMs);
  const answer = yield* exchange(settings, { method: settings.method, minorVersion: 1 }, limitMs);
  if (answer.kind === 'no-answer') return answer.why === 'closed' ? 'closed' : 'silent';
  yield { do: 'wait', untilMs };
  return 'answered';
}
