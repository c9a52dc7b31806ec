/**
 * Requests that stop in the middle (only with --slow): nothing at all, half a head, half a body. How long does the server
 * wait, and what does it say? One skeleton for all three; servers count from the moment the connection is accepted or
 * the last byte has come, which is the same here, since what is sent is sent at once.
 */
import { bracketOf, type CloseSample, mostFrequent, seconds } from '../bracket.ts';
import { connect, requestText, sendText } from '../exchange.ts';
import { type Dialogue, type Moment, say, together } from '../machine.ts';
import type { ProbeSettings } from '../settings.ts';
import { statusIn } from './park.ts';

export type StallPoint = 'first-byte' | 'header' | 'body';

export interface StallTimeout {
  /** `answered-first`: the response came at once, without the rest of the request. */
  outcome: 'closes' | 'not-within' | 'answered-first';
  low: number | null;
  high: number | null;
  how: CloseSample['how'] | null;
  samples: number;
  /** What the server said before it closed: 408, mostly. */
  status: number | null;
  maxS: number;
}

type Stall =
  | ({ kind: 'closed' } & CloseSample)
  | { kind: 'open'; afterMs: number }
  | { kind: 'answered'; status: number | null }
  | { kind: 'failed' };

const stallSamples = 2;
/** An answer that soon cannot be a timer. */
const atOnceMs = 400;

export function* stalled(settings: ProbeSettings, point: StallPoint): Dialogue<StallTimeout | null> {
  const startMs = yield* say(
    `waiting for the server to give up a client that stops (${point})`,
    settings.maxIdleMs,
  );
  const tasks = Array.from({ length: stallSamples }, (_, i) =>
    stall(settings, point, startMs + (i * 1000) / stallSamples),
  );
  return summary(settings, yield* together(tasks));
}

function* stall(settings: ProbeSettings, point: StallPoint, startMs: number): Dialogue<Stall> {
  yield { do: 'wait', untilMs: startMs };
  // Before connecting: some servers count from the moment they accept.
  if ((yield { do: 'turn' }).kind !== 'ok') return { kind: 'failed' };
  const opened = yield* connect(settings);
  if (opened?.kind !== 'opened') return { kind: 'failed' };
  let fromMs = opened.atMs;
  if (point !== 'first-byte') {
    const sent = yield* sendText(beginning(settings, point), false);
    if (sent.kind !== 'ok') return { kind: 'failed' };
    fromMs = sent.atMs;
  }
  return yield* outcome(fromMs, settings.maxIdleMs);
}

/** As much of a request as is sent. */
function beginning(settings: ProbeSettings, point: 'header' | 'body'): string {
  const method = point === 'body' && settings.method !== 'PUT' ? 'POST' : settings.method;
  const length = [['Content-Length', '1000']] as const;
  const text = requestText(settings, { method, minorVersion: 1, ...(point === 'body' && { more: length }) });
  return point === 'body' ? `${text}0123456789` : `${text.slice(0, -2)}X-Unfinished: `;
}

function* outcome(fromMs: number, maxMs: number): Dialogue<Stall> {
  let said: Moment | null = null;
  let status: number | null = null;
  while (true) {
    const event = yield { do: 'read', untilMs: fromMs + maxMs };
    if (event.kind === 'data') {
      status ??= statusIn(event.bytes);
      if (event.atMs - fromMs < atOnceMs) return { kind: 'answered', status };
      said ??= event;
    } else if (event.kind === 'closed') {
      const { atMs, doubtMs = 0 } = said ?? event;
      return { kind: 'closed', afterMs: atMs - fromMs, doubtMs, how: event.how, status };
    } else return { kind: 'open', afterMs: event.atMs - fromMs };
  }
}

function summary({ maxIdleMs }: ProbeSettings, stalls: readonly Stall[]): StallTimeout | null {
  const closed = stalls.flatMap((one) => (one.kind === 'closed' ? [one] : []));
  const none = { low: null, high: null, how: null, samples: 0, status: null, maxS: seconds(maxIdleMs) };
  if (closed.length > 0) {
    const { lowS, highS } = bracketOf(closed);
    const how = mostFrequent(closed.map((one) => one.how));
    const status = closed.find((one) => one.status !== null)?.status ?? null;
    return { ...none, outcome: 'closes', low: lowS, high: highS, how, status, samples: closed.length };
  }
  const answered = stalls.find((one) => one.kind === 'answered');
  if (answered?.kind === 'answered')
    return { ...none, outcome: 'answered-first', status: answered.status, samples: stalls.length };
  const open = stalls.flatMap((one) => (one.kind === 'open' ? [one.afterMs] : []));
  if (open.length === 0) return null;
  return { ...none, outcome: 'not-within', samples: open.length, maxS: seconds(Math.max(...open)) };
}
