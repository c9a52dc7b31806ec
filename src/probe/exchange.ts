/** A request and its response on the connection of a dialogue. */
import { bytesOf } from './ascii.ts';
import type { CloseHow, Command, Dialogue, Failure, Opened, ProbeEvent } from './machine.ts';
import { type ResponseHead, type ResponseProblem, ResponseReader } from './response-reader.ts';
import type { ProbeSettings } from './settings.ts';

export interface RequestShape {
  method: string;
  minorVersion: 0 | 1;
  /** The Connection field; none where absent. */
  connection?: string;
  more?: readonly (readonly [name: string, value: string])[];
}

export function requestText(settings: ProbeSettings, shape: RequestShape): string {
  const fields: (readonly [string, string])[] = [
    ['Host', settings.authority],
    ['User-Agent', settings.userAgent],
    ['Accept', '*/*'],
    ...(shape.connection === undefined ? [] : [['Connection', shape.connection] as const]),
    ...(shape.more ?? []),
  ];
  const own = settings.fields.map(([name]) => name.toLowerCase());
  const all = [...fields.filter(([name]) => !own.includes(name.toLowerCase())), ...settings.fields];
  const lines = all.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `${shape.method} ${settings.target} HTTP/1.${shape.minorVersion}\r\n${lines}\r\n`;
}

export interface Answer {
  kind: 'answer';
  head: ResponseHead;
  bodyStart: string;
  sentMs: number;
  /** First and last byte of the response. */
  firstByteMs: number;
  endMs: number;
  /** How much earlier the last byte may have come. */
  doubtMs: number;
  /** The server has not said that it will close. */
  keeps: boolean;
  /** How the connection ended, where its end was the end of the response. */
  endedBy: CloseHow | null;
}

export interface NoAnswer {
  kind: 'no-answer';
  why: 'closed' | 'silence' | 'bad' | 'failed' | 'stopped';
  how: CloseHow | null;
  problem: ResponseProblem | null;
  failure: Failure | null;
  /** Bytes of a response had come. */
  begun: boolean;
  sentMs: number;
  atMs: number;
  /** The final status, where a head came. */
  status: number | null;
}

export function* exchange(
  settings: ProbeSettings,
  shape: RequestShape,
  limitMs: number = settings.responseLimitMs,
): Dialogue<Answer | NoAnswer> {
  const sent = yield* sendText(requestText(settings, shape), true);
  const reader = new ResponseReader(shape.method === 'HEAD');
  if (sent.kind === 'stopped') return noAnswer(sent, sent.atMs, reader);
  return yield* readAnswer(reader, sent.atMs, limitMs);
}

function* readAnswer(reader: ResponseReader, sentMs: number, limitMs: number): Dialogue<Answer | NoAnswer> {
  let firstByteMs: number | null = null;
  while (true) {
    const event = yield { do: 'read', untilMs: sentMs + limitMs };
    if (event.kind === 'data') {
      firstByteMs ??= event.atMs;
      reader.push(event.bytes);
    } else if (event.kind === 'closed') reader.end();
    if (reader.state === 'complete' && reader.head !== null) {
      const endedBy = event.kind === 'closed' ? event.how : null;
      return answerOf(reader, reader.head, {
        sentMs,
        firstByteMs: firstByteMs ?? event.atMs,
        endMs: event.atMs,
        doubtMs: 'doubtMs' in event ? (event.doubtMs ?? 0) : 0,
        endedBy,
      });
    }
    if (reader.state === 'failed' || event.kind !== 'data') return noAnswer(event, sentMs, reader);
  }
}

type AnswerTimes = Pick<Answer, 'sentMs' | 'firstByteMs' | 'endMs' | 'doubtMs' | 'endedBy'>;

function answerOf(reader: ResponseReader, head: ResponseHead, times: AnswerTimes): Answer {
  const { bodyStart } = reader;
  const keeps = times.endedBy === null && staysOpen(head);
  return { kind: 'answer', head, bodyStart, keeps, ...times };
}

/** RFC 9112 section 9.3. */
function staysOpen({ minorVersion, fields, status }: ResponseHead): boolean {
  const options = (fields.get('connection') ?? '').toLowerCase();
  if (/\bclose\b/.test(options) || status === 101) return false;
  return minorVersion >= 1 || /\bkeep-alive\b/.test(options);
}

const reasons: Partial<Record<ProbeEvent['kind'], NoAnswer['why']>> = {
  closed: 'closed',
  'time-up': 'silence',
  failed: 'failed',
};

function noAnswer(event: ProbeEvent, sentMs: number, reader: ResponseReader): NoAnswer {
  return {
    kind: 'no-answer',
    why: reader.problem === null ? (reasons[event.kind] ?? 'stopped') : 'bad',
    failure: event.kind === 'failed' ? event.failure : null,
    how: event.kind === 'closed' ? event.how : null,
    problem: reader.problem,
    begun: reader.head !== null || event.kind === 'data',
    sentMs,
    atMs: event.atMs,
    status: reader.head?.status ?? null,
  };
}

export function* sendText(text: string, isRequest: boolean): Dialogue<ProbeEvent> {
  return yield { do: 'send', bytes: bytesOf(text), isRequest };
}

type ConnectOptions = Omit<Extract<Command, { do: 'connect' }>, 'do'>;

/** Null: told to stop. */
export function* connect(
  settings: ProbeSettings,
  options: ConnectOptions = {},
): Dialogue<{ kind: 'opened'; atMs: number; opened: Opened } | { kind: 'failed'; failure: Failure } | null> {
  const event = yield { do: 'connect', ...(settings.tls && { alpn: ['http/1.1'] }), ...options };
  if (event.kind === 'opened') return event;
  return event.kind === 'failed' ? event : null;
}

/**
 * The fields that servers announce how long they keep a connection with: "timeout=5, max=100" (a convention of
 * Apache's, in no RFC).
 */
export function keepAliveFields({ fields }: ResponseHead): { timeoutS: number | null; max: number | null } {
  const text = fields.get('keep-alive') ?? '';
  const figure = (name: string): number | null => {
    const match = new RegExp(`\\b${name}=(\\d{1,9})\\b`, 'i').exec(text);
    return match === null ? null : Number(match[1]);
  };
  return { timeoutS: figure('timeout'), max: figure('max') };
}
