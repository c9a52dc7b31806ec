/** What the steps found out, put together as the document says it. */
import { productById } from '../catalog/facts.ts';
import { looksLike } from '../catalog/looks-like.ts';
import { recogniseServer } from '../catalog/recognise.ts';
import type { ProductCategory } from '../catalog/timeout-fact.ts';
import type { Failure } from './machine.ts';
import { recommend } from './recommend.ts';
import type {
  Http2Result,
  IdleResult,
  KeepAliveHeader,
  ProbeDocument,
  ProbeError,
  TlsSummary,
  VersionResult,
  Versions,
} from './result.ts';
import type { ProbeSettings } from './settings.ts';
import { ageIntervalMs, type ConnectionAge } from './steps/connection-age.ts';
import type { ConnectionCount } from './steps/connection-count.ts';
import { type Http2Part, offeredAlpn } from './steps/http2.ts';
import type { IdleFindings, IdleTimeout } from './steps/idle-timeout.ts';
import type { Basics } from './steps/persistence.ts';
import type { RaceResult } from './steps/race.ts';
import type { Reach } from './steps/reach.ts';
import type { RequestLimit } from './steps/request-limit.ts';
import type { StallTimeout } from './steps/stalled.ts';

/** All that the machines find out; the runner adds what only it knows. */
export type Findings = Omit<
  ProbeDocument,
  'schema' | 'url' | 'address' | 'addresses' | 'durationS' | 'interrupted' | 'manners'
>;

/** The result of each step; absent where it was not taken. */
export interface Parts {
  idle: IdleFindings | null;
  basics: Basics | null;
  limit: RequestLimit | null;
  age: ConnectionAge | null;
  http2: Http2Part | null;
  firstByte: StallTimeout | null;
  header: StallTimeout | null;
  body: StallTimeout | null;
  race: readonly RaceResult[] | null;
  count: ConnectionCount | null;
}

const nothing: Findings = {
  reach: null,
  server: { header: null, product: null },
  versions: null,
  tls: null,
  persistence: null,
  keepAliveHeader: null,
  idleTimeout: null,
  tcpKeepAlive: null,
  requestsPerConnection: null,
  connectionAge: null,
  headerTimeoutS: null,
  bodyTimeoutS: null,
  firstByteTimeoutS: null,
  http2: null,
  race: null,
  connectionLimit: null,
  recommended: { clientIdleTimeoutS: null, why: 'the server could not be probed' },
  notes: [],
  errors: [],
};

export function unreachable(step: string, failure: Failure): Findings {
  return { ...nothing, errors: [{ step, ...failure }] };
}

export function findingsOf(settings: ProbeSettings, reached: Reach, parts: Partial<Parts>): Findings {
  const { opened, first, notes } = reached;
  const header = first?.server ?? null;
  const product = recogniseServer(header ?? '', first?.via ?? undefined) ?? null;
  const h2Idle = parts.http2?.idle?.idleTimeout ?? null;
  const idle = parts.idle?.idleTimeout ?? (first?.keeps ? null : h2Idle);
  return {
    ...nothing,
    reach: {
      connectMs: milliseconds(opened.connectMs),
      tlsMs: opened.tlsMs === null ? null : milliseconds(opened.tlsMs),
      firstByteMs: first === null ? null : milliseconds(first.firstByteMs),
      status: first?.status ?? parts.http2?.basics.status ?? null,
    },
    server: { header, product },
    versions: versionsOf(settings, reached, parts),
    tls: tlsOf(reached, parts),
    persistence: persistenceOf(settings, parts.basics ?? null),
    keepAliveHeader: keepAliveHeader(first?.announced ?? null, parts.limit ?? null, idle),
    idleTimeout: idle && named(idle, product),
    tcpKeepAlive: parts.idle?.tcpKeepAlive ?? null,
    requestsPerConnection: parts.limit ?? null,
    connectionAge: ageOf(parts, idle),
    headerTimeoutS: parts.header ?? null,
    bodyTimeoutS: parts.body ?? null,
    firstByteTimeoutS: parts.firstByte ?? null,
    http2: http2Of(parts.http2 ?? null, product, parts.idle?.idleTimeout?.highS ?? 0),
    race: parts.race ?? null,
    connectionLimit: parts.count ?? null,
    recommended: recommend({
      idle,
      announcedS: first?.announced.timeoutS ?? null,
      keeps: first?.keeps ?? h2Idle !== null,
      rttMs: opened.connectMs,
    }),
    notes,
    errors: errorsOf(reached, parts),
  };
}

function milliseconds(ms: number): number {
  return Math.round(ms * 10) / 10;
}

const notLookedAt: VersionResult = { supported: null, answeredAs: null, persistent: null };

function versionsOf({ tls }: ProbeSettings, { first }: Reach, { basics, http2 }: Partial<Parts>): Versions {
  const http10 = basics?.http10 ?? null;
  const h2: VersionResult = http2?.basics.supported
    ? { supported: true, answeredAs: 'HTTP/2', persistent: true }
    : { supported: false, answeredAs: null, persistent: null };
  return {
    'http/1.0':
      http10 === null
        ? { ...notLookedAt, supported: basics ? false : null }
        : { supported: true, answeredAs: http10.answeredAs, persistent: http10.keeps },
    'http/1.1':
      first === null
        ? { supported: false, answeredAs: null, persistent: null }
        : { supported: true, answeredAs: first.answeredAs, persistent: basics?.http11?.keeps ?? first.keeps },
    h2: tls ? h2 : notLookedAt,
    h2c: tls ? notLookedAt : h2,
    // RFC 7838, RFC 9114 section 3.1.1.
    h3: { advertised: /\bh3(?:-\d+)?\s*=/.test(first?.altSvc ?? '') },
  };
}

function tlsOf({ opened: { tls }, first }: Reach, { http2 }: Partial<Parts>): TlsSummary | null {
  if (tls === null) return null;
  const { version, cipher, certificate } = tls;
  const alpn = [
    ...(http2?.basics.supported ? ['h2'] : []),
    ...(first !== null && tls.alpn !== null ? [tls.alpn] : []),
  ];
  const alpnChosen = http2?.chosen ?? (first === null ? null : tls.alpn);
  return { version, cipher, alpn: [...new Set(alpn)], alpnOffered: offeredAlpn, alpnChosen, certificate };
}

function persistenceOf({ method }: ProbeSettings, basics: Basics | null): Findings['persistence'] {
  if (basics === null) return null;
  const { afterHead, afterError, http10Closes, http11 } = basics;
  return { afterHead, afterError, afterPost: method === 'POST' ? http11 : null, http10Closes };
}

/** A server that keeps a connection for another time than it announces, beyond what a network adds. */
const truthSlackS = 0.15;

function keepAliveHeader(
  announced: { timeoutS: number | null; max: number | null } | null,
  limit: RequestLimit | null,
  idle: IdleTimeout | null,
): KeepAliveHeader | null {
  const { timeoutS = null, max = limit?.announcedMax ?? null } = announced ?? {};
  if (timeoutS === null && max === null) return null;
  const { lowS = null, highS = null } = idle ?? {};
  const truthful =
    timeoutS === null || lowS === null || highS === null
      ? null
      : timeoutS >= lowS - truthSlackS && timeoutS <= highS + truthSlackS;
  return { timeoutS, max, truthful };
}

/** Not its age, but its idle second or the number of its requests, ended the connection. */
function ageOf({ age, limit }: Partial<Parts>, idle: IdleTimeout | null): ConnectionAge | null {
  if (!age || age.endedAfterS === null) return age ?? null;
  const idleInBetween = idle?.lowS != null && idle.lowS <= ageIntervalMs / 1000 + 0.1;
  const counted = limit?.limit != null && limit.limit <= age.requests;
  return idleInBetween || counted ? null : age;
}

/** They may stand before the server that the Server field names, without a word of their own. */
const invisible: readonly ProductCategory[] = [
  'proxy',
  'load-balancer',
  'api-gateway',
  'cdn',
  'nat',
  'firewall',
];

/** Who has this timeout by default; where the product is known, it or what may stand before it. */
function named(idle: IdleTimeout, known: string | null): IdleResult {
  if (idle.lowS === null || idle.highS === null) return { ...idle, looksLike: [] };
  const closes = idle.outcome === 'closes';
  const kind = closes ? 'idle-keepalive' : 'flow-idle';
  const fitting = looksLike(kind, idle.lowS, idle.highS, closes ? 'server' : undefined).filter(
    ({ product }) =>
      known === null || product === known || invisible.includes(productById(product)?.category ?? 'os'),
  );
  const sorted = fitting.toSorted((a, b) => Number(b.product === known) - Number(a.product === known));
  return {
    ...idle,
    looksLike: sorted.map(({ title, setting, defaultS }) => `${title} (${setting} ${defaultS} s)`),
  };
}

/** `knownS`: HTTP/1.1's idle timeout. Who has not waited that long over HTTP/2 has nothing to say of it. */
function http2Of(part: Http2Part | null, product: string | null, knownS: number): Http2Result | null {
  if (part === null || !part.basics.supported) return null;
  const { settings, ping, requestLimit, requestsTried } = part.basics;
  const { idleTimeout = null, goAway = null, closesAfterGoAwayS = null, serverPings = 0 } = part.idle ?? {};
  const tooShort = idleTimeout?.outcome === 'not-within' && idleTimeout.maxIdleS < knownS;
  return {
    settings,
    maxConcurrentStreams: settings.MAX_CONCURRENT_STREAMS ?? null,
    ping,
    requestsPerConnection: { limit: requestLimit, tried: requestsTried },
    idleTimeout: tooShort ? null : idleTimeout && named(idleTimeout, product),
    goAway,
    closesAfterGoAwayS,
    serverPings,
  };
}

function errorsOf({ first }: Reach, { idle, basics }: Partial<Parts>): ProbeError[] {
  const errors: ProbeError[] = [];
  if (first?.keeps && idle?.noneKept)
    errors.push({
      step: 'idle timeout',
      code: 'not-measured',
      message:
        'no connection stayed open after its first response, although that said keep-alive: the server may limit connections. Try --gentle',
    });
  if (basics?.http11?.announced && !basics.http11.keeps)
    errors.push({
      step: 'persistence',
      code: 'untruthful',
      message:
        'the response announces a persistent connection, but a second request on it was not answered: clients that believe it lose requests',
    });
  return errors;
}
