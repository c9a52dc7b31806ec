/** One HTTP/2 connection of a dialogue: settings and pings are answered, and what the server does is written down. */
import {
  ack,
  endHeaders,
  endStream,
  errorName,
  type Frame,
  FrameReader,
  FrameType,
  fieldBlock,
  frame,
  joined,
  preface,
  settingsOf,
  uint32,
  uint32At,
} from './h2-frames.ts';
import { encodeFields, readStatus } from './hpack.ts';
import type { CloseHow, Dialogue, Failure, Moment, Opened } from './machine.ts';
import type { ProbeSettings } from './settings.ts';

export interface GoAway extends Moment {
  lastStreamId: number;
  code: string;
}

/** What is known of the connection; it changes as frames are read. */
export interface Link {
  opened: Opened;
  openedMs: number;
  reader: FrameReader;
  nextStream: number;
  /** Null until the server's SETTINGS have come. */
  settings: Record<string, number> | null;
  goAway: GoAway | null;
  /** The latest answer to a PING of ours. */
  pongMs: number | null;
  /** PINGs of the server. */
  pings: number;
  streams: Map<number, Stream>;
}

interface Stream {
  status: number | null;
  begunMs: number | null;
  endMs: number | null;
  /** How much earlier that may have been. */
  doubtMs: number;
  reset: string | null;
}

export type H2Event =
  | { kind: 'frames'; atMs: number }
  | ({ kind: 'closed'; how: CloseHow } & Moment)
  | { kind: 'time-up' | 'stopped' | 'broken'; atMs: number };

/** Opens the connection and says hello. `alpn` null: h2c by prior knowledge. */
export function* openLink(alpn: readonly string[] | null): Dialogue<Link | Failure | null> {
  const event = yield { do: 'connect', ...(alpn !== null && { alpn }) };
  if (event.kind !== 'opened') return event.kind === 'failed' ? event.failure : null;
  const { opened, atMs: openedMs } = event;
  if (alpn !== null && opened.tls?.alpn !== 'h2')
    return {
      code: 'no-h2',
      message: `the server chose ${opened.tls?.alpn ?? 'no protocol'} when HTTP/2 was offered`,
    };
  yield { do: 'send', bytes: preface, isRequest: false };
  return {
    opened,
    openedMs,
    reader: new FrameReader(),
    nextStream: 1,
    settings: null,
    goAway: null,
    pongMs: null,
    pings: 0,
    streams: new Map(),
  };
}

export function* sendH2Request(
  settings: ProbeSettings,
  link: Link,
): Dialogue<{ stream: Stream; sentMs: number } | null> {
  const id = link.nextStream;
  link.nextStream += 2;
  const stream: Stream = { status: null, begunMs: null, endMs: null, doubtMs: 0, reset: null };
  link.streams.set(id, stream);
  const own = settings.fields.map(([name, value]) => [name.toLowerCase(), value] as const);
  const block = encodeFields([
    [':method', settings.method],
    [':scheme', settings.tls ? 'https' : 'http'],
    [':path', settings.target],
    [':authority', own.find(([name]) => name === 'host')?.[1] ?? settings.authority],
    ['user-agent', settings.userAgent],
    ['accept', '*/*'],
    ...own.filter(([name]) => name !== 'host' && name !== 'connection'),
  ]);
  const bytes = frame(FrameType.Headers, endStream | endHeaders, id, block);
  const event = yield { do: 'send', bytes, isRequest: true };
  return event.kind === 'ok' ? { stream, sentMs: event.atMs } : null;
}

/** The opaque data of our PINGs. */
const pingData = new Uint8Array([0x77, 0x68, 0x79, 0x72, 0x65, 0x73, 0x65, 0x74]);

export function* sendPing(): Dialogue<number> {
  return (yield { do: 'send', bytes: frame(FrameType.Ping, 0, 0, pingData), isRequest: false }).atMs;
}

/** Reads and answers what has come; returns after each piece, at the end of the connection, or at the time. */
export function* readLink(link: Link, untilMs: number): Dialogue<H2Event> {
  const event = yield { do: 'read', untilMs };
  if (event.kind === 'closed') return event;
  if (event.kind !== 'data')
    return { kind: event.kind === 'time-up' ? 'time-up' : 'stopped', atMs: event.atMs };
  const replies = link.reader.push(event.bytes).flatMap((one) => take(link, one, event));
  if (link.reader.broken) return { kind: 'broken', atMs: event.atMs };
  if (replies.length > 0) yield { do: 'send', bytes: joined(...replies), isRequest: false };
  return { kind: 'frames', atMs: event.atMs };
}

/** Notes what a frame says; returns what has to be answered. */
function take(link: Link, one: Frame, { atMs, doubtMs = 0 }: Moment): Uint8Array[] {
  const { type, flags, payload } = one;
  if (type === FrameType.Settings && (flags & ack) === 0) {
    link.settings = { ...link.settings, ...settingsOf(payload) };
    return [frame(FrameType.Settings, ack, 0, new Uint8Array(0))];
  }
  if (type === FrameType.Ping) {
    if (flags & ack) link.pongMs = atMs;
    else link.pings++;
    return flags & ack ? [] : [frame(FrameType.Ping, ack, 0, payload)];
  }
  if (type === FrameType.GoAway)
    link.goAway ??= {
      atMs,
      doubtMs,
      lastStreamId: uint32At(payload, 0),
      code: errorName(uint32At(payload, 4)),
    };
  return takeOfStream(link, one, { atMs, doubtMs });
}

function takeOfStream(link: Link, one: Frame, { atMs, doubtMs = 0 }: Moment): Uint8Array[] {
  const stream = link.streams.get(one.streamId);
  if (stream === undefined) return [];
  if (one.type === FrameType.RstStream) {
    stream.reset = errorName(uint32At(one.payload, 0));
    stream.endMs ??= atMs;
  }
  if (one.type === FrameType.Headers) {
    stream.status ??= readStatus(fieldBlock(one));
    stream.begunMs ??= atMs;
  }
  if ((one.type === FrameType.Headers || one.type === FrameType.Data) && one.flags & endStream) {
    stream.endMs ??= atMs;
    stream.doubtMs = doubtMs;
  }
  if (one.type !== FrameType.Data || one.payload.length === 0) return [];
  // The window is opened again by what was read, for the connection and for the stream.
  const increment = uint32(one.payload.length);
  return [0, one.streamId].map((id) => frame(FrameType.WindowUpdate, 0, id, increment));
}
