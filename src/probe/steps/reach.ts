/** The first connection and the first response: is there an HTTP server, and can it be probed with this request? */
import { type Answer, connect, exchange, keepAliveFields, type NoAnswer } from '../exchange.ts';
import type { Dialogue, Failure, Opened } from '../machine.ts';
import { mostBodyBytes } from '../response-reader.ts';
import type { ProbeSettings } from '../settings.ts';

export interface Reach {
  opened: Opened;
  /** Null where the server speaks HTTP/2 only. */
  first: FirstAnswer | null;
  /** The method of all further requests. */
  method: string;
  notes: readonly string[];
}

export interface FirstAnswer {
  status: number;
  answeredAs: string;
  firstByteMs: number;
  keeps: boolean;
  server: string | null;
  via: string | null;
  altSvc: string | null;
  location: string | null;
  announced: { timeoutS: number | null; max: number | null };
}

export type Unreachable = { failure: Failure; opened: Opened | null };

export function* reach(settings: ProbeSettings): Dialogue<Reach | Unreachable> {
  const opened = yield* connect(settings);
  if (opened?.kind !== 'opened')
    return {
      failure: opened?.failure ?? { code: 'stopped', message: 'stopped before it began' },
      opened: null,
    };
  const answer = yield* exchange(settings, { method: settings.method, minorVersion: 1 });
  if (answer.kind === 'answer') {
    const wrongPort = settings.tls ? null : plainOnTls(answer);
    if (wrongPort !== null) return { failure: wrongPort, opened: opened.opened };
    return {
      opened: opened.opened,
      first: firstAnswer(answer),
      method: settings.method,
      notes: notesOn(settings, answer),
    };
  }
  if (answer.problem === 'huge-body' && settings.method !== 'HEAD') return yield* reachByHead(settings);
  return { failure: answer.failure ?? failureOf(answer, settings), opened: opened.opened };
}

/** A large page would be fetched a hundred times: its head says as much. */
function* reachByHead(settings: ProbeSettings): Dialogue<Reach | Unreachable> {
  yield { do: 'close' };
  const result = yield* reach({ ...settings, method: 'HEAD' });
  if ('failure' in result) return result;
  const note = `The page is larger than ${mostBodyBytes >> 20} MiB, so HEAD requests were sent. Probe a smaller page to see GET.`;
  return { ...result, notes: [...result.notes, note] };
}

function firstAnswer(answer: Answer): FirstAnswer {
  const { head, sentMs, firstByteMs, keeps } = answer;
  const field = (name: string): string | null => head.fields.get(name) ?? null;
  return {
    status: head.status,
    answeredAs: `HTTP/1.${head.minorVersion}`,
    firstByteMs: firstByteMs - sentMs,
    keeps,
    server: field('server'),
    via: field('via'),
    altSvc: field('alt-svc'),
    location: field('location'),
    announced: keepAliveFields(head),
  };
}

function notesOn(settings: ProbeSettings, { head }: Answer): string[] {
  const { status, fields } = head;
  const location = fields.get('location');
  if (status >= 300 && status < 400 && location !== undefined) {
    const itself = location === settings.url || location === settings.target;
    return [
      itself
        ? `The page redirects to itself (${status}), an endless loop for a browser; the connection was probed all the same.`
        : `The page redirects (${status}) to ${location}. Redirects are not followed: this server was probed. Give that URL to probe the other.`,
    ];
  }
  if (status === 401 || status === 403)
    return [
      `The page answers ${status}: with --header "Authorization: ..." the server may behave differently.`,
    ];
  if (status >= 400)
    return [
      `The page answers ${status}, and servers often close after errors: give the path of a page that works.`,
    ];
  return [];
}

/** What nginx, Apache httpd, Go and others say when plain HTTP comes to a TLS port. */
function plainOnTls({ head, bodyStart }: Answer): Failure | null {
  const says =
    /plain http request was sent to https|http request to an https server|ssl-enabled server port|requires tls/i;
  return head.status >= 400 && says.test(bodyStart) ? tlsPort : null;
}

const tlsPort: Failure = {
  code: 'tls-port',
  message: 'this port speaks TLS, not plain HTTP: use https:// in the URL',
};

function failureOf({ why, how, problem, begun, atMs, sentMs }: NoAnswer, { method }: ProbeSettings): Failure {
  const waited = `${((atMs - sentMs) / 1000).toFixed(1)} s`;
  if (problem === 'tls-alert') return tlsPort;
  if (problem === 'http2')
    return {
      code: 'http2-only',
      message: 'the server speaks HTTP/2 only, and did not answer over it either',
    };
  if (problem === 'not-http')
    return {
      code: 'not-http',
      message: 'the answer is not HTTP: another protocol is spoken on this port. Check the port of the URL',
    };
  if (problem === 'endless-head')
    return {
      code: 'endless-headers',
      message:
        'the head of the response is larger than 64 KiB or never ends: probe another path, or look at it with curl -v',
    };
  if (problem === 'huge-body')
    return { code: 'huge-body', message: 'the server sends a body even to HEAD: probe a smaller page' };
  if (problem === 'malformed-body')
    return {
      code: 'malformed-body',
      message:
        'the length of the response is malformed (Content-Length or chunks): probe another path, and report it to the owner of the server',
    };
  if (why === 'closed') return closedAtOnce(how === 'rst', begun);
  if (why === 'stopped') return { code: 'stopped', message: 'stopped before a response came' };
  return begun
    ? {
        code: 'trickle',
        message: `the response was not complete after ${waited}: it trickles. Probe a page that is quick, or use --method HEAD`,
      }
    : {
        code: 'no-response',
        message: `no response to ${method} within ${waited}: the server accepts and stays silent. Is the application behind it alive? Try a static page`,
      };
}

function closedAtOnce(reset: boolean, begun: boolean): Failure {
  const ended = reset ? 'reset' : 'closed';
  return begun
    ? {
        code: 'truncated',
        message: `the server ${ended} the connection in the middle of the response: look at its error log`,
      }
    : {
        code: 'closed-at-once',
        message: `the server ${ended} the connection without a response: it may want TLS (https://), a known Host (--header "Host: ..."), or another client address. Look at its log`,
      };
}
