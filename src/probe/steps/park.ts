/**
 * One idle connection: a request, its response, then silence. Either the other side ends it, and that moment is the
 * measurement, or it reaches the given age and is used once more, to see whether anybody still knows it.
 */
import type { CloseSample } from '../bracket.ts';
import { type Answer, connect, exchange, keepAliveFields } from '../exchange.ts';
import type { Dialogue, Failure, Moment } from '../machine.ts';
import type { ProbeSettings } from '../settings.ts';

export interface ParkOptions {
  startMs: number;
  /** Idle time after which the connection is used again. */
  ageMs: number;
  /** TCP keep-alive probes at this interval; none where absent. */
  tcpKeepAliveMs?: number;
}

export type Parked =
  /** The other side ended it. */
  | ({ kind: 'closed' } & CloseSample)
  /** Used again at this age. `closed`: the other side closed it under the request. */
  | { kind: 'reused'; ageMs: number; outcome: 'answered' | 'reset' | 'silence' | 'closed' }
  /** It was open for that long when the step was told to stop. */
  | { kind: 'open'; afterMs: number }
  | { kind: 'not-kept' }
  /** Null: told to stop before it was idle. */
  | { kind: 'failed'; failure: Failure | null };

/** Every parked connection says how long it was announced to live. */
export type ParkedConnection = Parked & { announcedS: number | null; tcpKeepAlive: boolean };

export function* park(settings: ProbeSettings, options: ParkOptions): Dialogue<ParkedConnection> {
  const { parked, announcedS } = yield* life(settings, options);
  return { ...parked, announcedS, tcpKeepAlive: options.tcpKeepAliveMs !== undefined };
}

function* life(
  settings: ProbeSettings,
  { startMs, ageMs, tcpKeepAliveMs }: ParkOptions,
): Dialogue<{ parked: Parked; announcedS: number | null }> {
  yield { do: 'wait', untilMs: startMs };
  const opened = yield* connect(
    settings,
    tcpKeepAliveMs === undefined ? {} : { keepAliveMs: tcpKeepAliveMs },
  );
  if (opened?.kind !== 'opened')
    return { parked: { kind: 'failed', failure: opened?.failure ?? null }, announcedS: null };
  const answer = yield* exchange(settings, { method: settings.method, minorVersion: 1 });
  if (answer.kind === 'no-answer') {
    const failure = answer.why === 'stopped' ? null : { code: answer.why, message: 'no response' };
    return { parked: { kind: 'failed', failure }, announcedS: null };
  }
  const announcedS = keepAliveFields(answer.head).timeoutS;
  if (!answer.keeps) return { parked: { kind: 'not-kept' }, announcedS };
  const parked = (yield* untilClosed(answer, ageMs)) ?? (yield* reuse(settings, answer));
  return { parked, announcedS };
}

/** Null where the connection has reached its age. */
function* untilClosed(answer: Answer, ageMs: number): Dialogue<Parked | null> {
  let said: Moment | null = null;
  let status: number | null = null;
  while (true) {
    const event = yield { do: 'read', untilMs: answer.endMs + ageMs };
    if (event.kind === 'data') {
      // A server may say a word before it closes an idle connection: 408, or an error page.
      said ??= event;
      status ??= statusIn(event.bytes);
    } else if (event.kind === 'closed') {
      const { atMs, doubtMs = 0 } = said ?? event;
      return {
        kind: 'closed',
        afterMs: atMs - answer.endMs,
        doubtMs: Math.max(doubtMs, answer.doubtMs),
        how: event.how,
        status,
      };
    } else if (event.kind === 'time-up') return null;
    else return { kind: 'open', afterMs: event.atMs - answer.endMs };
  }
}

/** "HTTP/1.1 408": the three digits. */
export function statusIn(bytes: Uint8Array): number | null {
  const text = String.fromCharCode(...bytes.subarray(0, 12));
  const match = /^HTTP\/1\.\d ([1-9]\d\d)$/.exec(text);
  return match === null ? null : Number(match[1]);
}

function* reuse(settings: ProbeSettings, answer: Answer): Dialogue<Parked> {
  const again = yield* exchange(settings, { method: settings.method, minorVersion: 1 });
  const ageMs = again.sentMs - answer.endMs;
  if (again.kind === 'answer') return { kind: 'reused', ageMs, outcome: 'answered' };
  if (again.why === 'stopped') return { kind: 'open', afterMs: ageMs };
  if (again.why === 'silence')
    return { kind: 'reused', ageMs, outcome: again.begun ? 'answered' : 'silence' };
  return { kind: 'reused', ageMs, outcome: again.how === 'rst' ? 'reset' : 'closed' };
}
