/**
 * Does the server keep a connection after this kind of request? It is asked twice on one connection: what the fields
 * announce is one thing (RFC 9112 section 9.3), whether the second request is answered is another.
 */
import { type Answer, connect, exchange, type RequestShape } from '../exchange.ts';
import type { Dialogue } from '../machine.ts';
import type { ProbeSettings } from '../settings.ts';

export interface Persistence {
  status: number;
  answeredAs: string;
  /** What the response's version and Connection field say. */
  announced: boolean;
  /** A second request on the same connection was answered. */
  keeps: boolean;
}

export interface Basics {
  http11: Persistence | null;
  /** With `Connection: keep-alive`. */
  http10: Persistence | null;
  /** HTTP/1.0 without a word about keep-alive: the server has to close. */
  http10Closes: boolean | null;
  afterHead: Persistence | null;
  /** Null where no error could be provoked with this path. */
  afterError: Persistence | null;
}

/** How long a server that says it closes, or has to, may take to do so. */
const closeLimitMs = 1000;

/**
 * Conditions that no page meets (RFC 9110 sections 13.1.1 and 14.2): most servers answer 412 or 416, and nothing else
 * comes of it.
 */
const impossible = [
  ['If-Match', '"whyreset-no-such-tag"'],
  ['Range', 'bytes=999999999999-'],
] as const;

export function* basics(settings: ProbeSettings): Dialogue<Basics> {
  const { method } = settings;
  const http11 = yield* twice(settings, { method, minorVersion: 1 });
  const http10 = yield* twice(settings, { method, minorVersion: 0, connection: 'keep-alive' });
  const http10Closes = yield* closesAfter(settings, { method, minorVersion: 0 });
  const afterHead = method === 'HEAD' ? null : yield* twice(settings, { method: 'HEAD', minorVersion: 1 });
  const error = yield* twice(settings, { method, minorVersion: 1, more: impossible });
  return {
    http11,
    http10,
    http10Closes,
    afterHead,
    afterError: error !== null && error.status >= 400 ? error : null,
  };
}

function* twice(settings: ProbeSettings, shape: RequestShape): Dialogue<Persistence | null> {
  const first = yield* once(settings, shape);
  if (first === null) return null;
  const { status, minorVersion } = first.head;
  const found = { status, answeredAs: `HTTP/1.${minorVersion}`, announced: first.keeps };
  if (first.endedBy !== null || (!first.keeps && (yield* endsSoon()))) return { ...found, keeps: false };
  const second = yield* exchange(settings, shape);
  if (second.kind === 'no-answer' && second.why === 'stopped') return null;
  return { ...found, keeps: second.kind === 'answer' };
}

function* closesAfter(settings: ProbeSettings, shape: RequestShape): Dialogue<boolean | null> {
  const answer = yield* once(settings, shape);
  if (answer === null) return null;
  return answer.endedBy !== null || (yield* endsSoon());
}

/** Null where there is no response: this kind of request is not supported, or the probe has been stopped. */
function* once(settings: ProbeSettings, shape: RequestShape): Dialogue<Answer | null> {
  const opened = yield* connect(settings);
  if (opened?.kind !== 'opened') return null;
  const answer = yield* exchange(settings, shape);
  return answer.kind === 'answer' ? answer : null;
}

function* endsSoon(): Dialogue<boolean> {
  const { atMs } = yield { do: 'wait', untilMs: 0 };
  while (true) {
    const event = yield { do: 'read', untilMs: atMs + closeLimitMs };
    if (event.kind !== 'data') return event.kind === 'closed';
  }
}
