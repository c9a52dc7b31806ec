/** HTTP/2: is it spoken, with what settings, is a PING answered, how many requests, how long idle, how does it say goodbye. */
import { bracketOf, type CloseSample, mostFrequent, seconds } from '../bracket.ts';
import { type H2Event, type Link, openLink, readLink, sendH2Request, sendPing } from '../h2-link.ts';
import { type Dialogue, type Failure, type Opened, say, together } from '../machine.ts';
import type { ProbeSettings } from '../settings.ts';
import type { IdleTimeout } from './idle-timeout.ts';

interface H2Basics {
  opened: Opened;
  supported: boolean;
  status: number | null;
  settings: Record<string, number>;
  ping: { answered: boolean; rttMs: number | null } | null;
  /** Requests until GOAWAY or the end; null where neither came. */
  requestLimit: number | null;
  requestsTried: number;
}

export interface H2Idle {
  idleTimeout: IdleTimeout;
  goAway: { code: string; lastStreamId: number } | null;
  /** From GOAWAY to the end of the connection; null where it stayed open. */
  closesAfterGoAwayS: number | null;
  /** PINGs that the server sent meanwhile. */
  serverPings: number;
}

const helloLimitMs = 3000;
const pingLimitMs = 2000;

export interface Http2Part {
  basics: H2Basics;
  idle: H2Idle | null;
  /** What the server chose when both versions were offered. */
  chosen: string | null;
}

/** Offered in one handshake (RFC 7301), to see which the server prefers. */
export const offeredAlpn: readonly string[] = ['h2', 'http/1.1'];
/** Without --max-requests a few requests are enough: the limit is counted over HTTP/1.1. */
const fewRequests = 3;

/** With TLS by ALPN, without by prior knowledge. Null where the server speaks no HTTP/2. */
export function* http2(settings: ProbeSettings): Dialogue<Http2Part | null> {
  let basics = yield* http2Basics(settings, settings.tls ? offeredAlpn : null, fewRequests);
  const chosen = basics !== null && !('code' in basics) ? (basics.opened.tls?.alpn ?? null) : null;
  const alpn = settings.tls ? ['h2'] : null;
  // It may know HTTP/2, and only prefer HTTP/1.1.
  if (basics !== null && 'code' in basics && basics.code === 'no-h2')
    basics = yield* http2Basics(settings, alpn, fewRequests);
  if (basics === null || 'code' in basics) return null;
  yield { do: 'close' };
  if (!basics.supported) return { basics, idle: null, chosen };
  const tasks = [idlePart(settings, alpn), ...(settings.countsToTheEnd ? [count(settings, alpn)] : [])];
  const parts = yield* together<Found>(tasks, (done) => (done.some(isCount) ? afterCountMs : null));
  const { idle = null, ...counted }: Found = Object.assign({}, ...parts);
  return { basics: { ...basics, ...counted }, idle, chosen };
}

type Found = Partial<Pick<H2Basics, 'requestLimit' | 'requestsTried'> & { idle: H2Idle | null }>;

/** Once the requests are counted, the idle connections have had most of the time they need. */
const afterCountMs = 3000;

function isCount(found: Found): boolean {
  return found.idle === undefined;
}

function* idlePart(settings: ProbeSettings, alpn: readonly string[] | null): Dialogue<Found> {
  return { idle: yield* http2Idle(settings, alpn) };
}

/** As many requests as the user asked for, on a connection of their own. */
function* count(settings: ProbeSettings, alpn: readonly string[] | null): Dialogue<Found> {
  const counted = yield* http2Basics(settings, alpn, settings.maxRequests);
  if (counted === null || 'code' in counted) return {};
  const { requestLimit, requestsTried } = counted;
  return { requestLimit, requestsTried };
}

/** `alpn` null: h2c by prior knowledge, in plain text. Null where the server speaks no HTTP/2 or does not answer. */
function* http2Basics(
  settings: ProbeSettings,
  alpn: readonly string[] | null,
  requests: number,
): Dialogue<H2Basics | Failure | null> {
  const link = yield* openLink(alpn);
  if (link === null || 'code' in link) return link;
  const first = yield* ask(settings, link);
  if (link.settings === null) return null;
  const ping = first === null ? null : yield* pingOnce(link);
  let answered = first === null ? 0 : 1;
  while (answered > 0 && answered < requests && link.goAway === null) {
    if ((yield* ask(settings, link)) === null) break;
    answered++;
  }
  return {
    opened: link.opened,
    supported: first !== null,
    status: first?.status ?? null,
    settings: link.settings,
    ping,
    requestLimit: link.goAway === null ? null : answered,
    requestsTried: answered,
  };
}

/** One request; null where it was not answered. */
function* ask(
  settings: ProbeSettings,
  link: Link,
): Dialogue<{ status: number | null; endMs: number; doubtMs: number } | null> {
  const sent = yield* sendH2Request(settings, link);
  if (sent === null) return null;
  const { stream, sentMs } = sent;
  const limitMs = link.settings === null ? helloLimitMs : settings.responseLimitMs;
  while (stream.endMs === null) {
    const event = yield* readLink(link, sentMs + limitMs);
    if (event.kind !== 'frames') break;
  }
  return stream.endMs === null || stream.reset !== null
    ? null
    : { status: stream.status, endMs: stream.endMs, doubtMs: stream.doubtMs };
}

function* pingOnce(link: Link): Dialogue<{ answered: boolean; rttMs: number | null }> {
  const sentMs = yield* sendPing();
  while (link.pongMs === null) {
    const event = yield* readLink(link, sentMs + pingLimitMs);
    if (event.kind !== 'frames') return { answered: false, rttMs: null };
  }
  return { answered: true, rttMs: Math.round((link.pongMs - sentMs) * 10) / 10 };
}

interface IdleSample {
  close: CloseSample | null;
  openMs: number;
  goAway: Link['goAway'];
  closedMs: number | null;
  pings: number;
}

const idleConnections = 4;

function* http2Idle(settings: ProbeSettings, alpn: readonly string[] | null): Dialogue<H2Idle | null> {
  const startMs = yield* say('HTTP/2: waiting for the server to close idle connections');
  const count = settings.parallel >= 10 ? idleConnections : 1;
  const samples = yield* together(
    Array.from({ length: count }, (_, i) => idleSample(settings, alpn, startMs + (i * 1000) / count)),
  );
  return summary(
    settings,
    samples.filter((one) => one !== null),
  );
}

function* idleSample(
  settings: ProbeSettings,
  alpn: readonly string[] | null,
  startMs: number,
): Dialogue<IdleSample | null> {
  yield { do: 'wait', untilMs: startMs };
  const link = yield* openLink(alpn);
  if (link === null || 'code' in link) return null;
  const answer = yield* ask(settings, link);
  if (answer === null) return null;
  const fromMs = answer.endMs;
  let event: H2Event;
  do
    event = yield* readLink(
      link,
      fromMs + (link.goAway === null ? settings.maxIdleMs : link.goAway.atMs - fromMs + 1000),
    );
  while (event.kind === 'frames');
  const { goAway, pings } = link;
  const closedMs = event.kind === 'closed' ? event.atMs : null;
  const how = goAway !== null ? 'goaway' : event.kind === 'closed' ? event.how : null;
  const afterMs = (goAway?.atMs ?? event.atMs) - fromMs;
  const doubtMs = goAway === null && event.kind === 'closed' ? (event.doubtMs ?? 0) : (goAway?.doubtMs ?? 0);
  return {
    close: how === null ? null : { afterMs, doubtMs: Math.max(doubtMs, answer.doubtMs), how, status: null },
    openMs: event.atMs - fromMs,
    goAway,
    closedMs,
    pings,
  };
}

function summary({ maxIdleMs }: ProbeSettings, samples: readonly IdleSample[]): H2Idle | null {
  if (samples.length === 0) return null;
  const closes = samples.flatMap(({ close }) => close ?? []);
  const bracket = closes.length === 0 ? null : bracketOf(closes);
  const first = samples.find(({ goAway }) => goAway !== null);
  const waitedMs = Math.min(maxIdleMs, Math.max(...samples.map(({ openMs }) => openMs)));
  const ends = first?.goAway && first.closedMs !== null ? first.closedMs - first.goAway.atMs : null;
  return {
    idleTimeout: {
      outcome: bracket === null ? 'not-within' : 'closes',
      how: mostFrequent(closes.map(({ how }) => how)),
      lowS: bracket?.lowS ?? null,
      highS: bracket?.highS ?? null,
      samples: bracket?.samples ?? samples.length,
      maxIdleS: seconds(bracket === null ? waitedMs : maxIdleMs),
      status: null,
    },
    goAway: first?.goAway ? { code: first.goAway.code, lastStreamId: first.goAway.lastStreamId } : null,
    closesAfterGoAwayS: ends === null ? null : seconds(ends),
    serverPings: Math.max(...samples.map(({ pings }) => pings)),
  };
}
