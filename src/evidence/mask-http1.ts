/**
 * HTTP/1 (RFC 9112): start-lines, the fields that frame messages and keep connections, and chunk sizes stay. Targets,
 * reason phrases, all other fields (their names too) and content are overwritten.
 */
import { findHeadEnd, Http1Head, requestMethodLength, startsLikeStatusLine } from '../wire/http1-head.ts';
import { blank, type HostName, type Masker, nextStart, textOf, writeText } from './masker.ts';

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const SEMICOLON = 0x3b;
const FILLER = 0x78; // "x"

const keptFields: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

const head = new Http1Head();

type State = 'head' | 'fixed' | 'chunk-size' | 'chunk-data' | 'trailers' | 'rest' | 'lost';

export function startsLikeHttp1(view: DataView, at: number, end: number): boolean {
  return startsLikeStatusLine(view, at, end) || requestMethodLength(view, at, end) > 0;
}

export class Http1Masker implements Masker {
  /** Methods of the requests, in order: the client's masker writes them, the server's reads them. */
  private readonly methods: string[];
  private readonly hostName: HostName;
  private state: State = 'head';
  private remaining = 0;
  private responses = 0;

  constructor(methods: string[], hostName: HostName) {
    this.methods = methods;
    this.hostName = hostName;
  }

  bytes(run: DataView, start: number, end: number, segments: readonly number[]): void {
    let at = start;
    while (at < end) at = this.step(run, at, end, segments);
  }

  skip(length: number): void {
    const isInside = (this.state === 'fixed' || this.state === 'chunk-data') && length <= this.remaining;
    if (!isInside) {
      if (this.state !== 'rest') this.state = 'lost';
      return;
    }
    this.remaining -= length;
    if (this.remaining === 0) this.state = this.state === 'fixed' ? 'head' : 'chunk-size';
  }

  private step(run: DataView, at: number, end: number, segments: readonly number[]): number {
    switch (this.state) {
      case 'head':
        return this.head(run, at, end);
      case 'fixed':
      case 'chunk-data':
        return this.content(run, at, end);
      case 'chunk-size':
        return this.chunkSize(run, at, end);
      case 'trailers':
        return this.trailer(run, at, end);
      case 'rest':
        blank(run, at, end);
        return end;
      default:
        return this.find(run, at, end, segments);
    }
  }

  private find(run: DataView, at: number, end: number, segments: readonly number[]): number {
    const next = nextStart(segments, at, end, (start) => startsLikeHttp1(run, start, end));
    blank(run, at, next);
    if (next < end) this.state = 'head';
    return next;
  }

  private head(run: DataView, at: number, end: number): number {
    const first = run.getUint8(at);
    if (first === CR || first === LF) return at + 1; // empty lines before a start-line
    if (!startsLikeHttp1(run, at, end)) {
      this.state = 'lost';
      return at;
    }
    const headEnd = findHeadEnd(run, at, end);
    const stop = headEnd < 0 ? end : headEnd;
    const isHead = head.parse(run, at, stop);
    const { isRequest, status, contentLength, chunked } = head;
    if (isRequest) this.methods.push(textOf(run, head.method.start, head.method.end));
    this.maskLines(run, at, stop);
    if (!isHead || headEnd < 0) this.state = 'lost';
    else if (isRequest) this.expect(contentLength, chunked, 'head');
    else this.expectContent(status, contentLength, chunked);
    return stop;
  }

  /** RFC 9112 section 6.3: how long a response's content is. */
  private expectContent(status: number, contentLength: number, chunked: boolean): void {
    if (status < 200 && status !== 101) return; // 100 and 103 come before the response
    const method = this.methods[this.responses++] ?? '';
    if (status === 101 || (method === 'CONNECT' && status < 300)) this.state = 'rest';
    else if (method === 'HEAD' || status === 204 || status === 304) this.state = 'head';
    else this.expect(contentLength, chunked, 'rest');
  }

  private expect(contentLength: number, chunked: boolean, otherwise: State): void {
    this.remaining = Math.max(0, contentLength);
    if (chunked) this.state = 'chunk-size';
    else if (contentLength >= 0) this.state = contentLength > 0 ? 'fixed' : 'head';
    else this.state = otherwise;
  }

  private content(run: DataView, at: number, end: number): number {
    const stop = Math.min(end, at + this.remaining);
    blank(run, at, stop, FILLER);
    this.remaining -= stop - at;
    if (this.remaining === 0) this.state = this.state === 'fixed' ? 'head' : 'chunk-size';
    return stop;
  }

  /** A line that holds no size is the one that ends the chunk before. */
  private chunkSize(run: DataView, at: number, end: number): number {
    const stop = lineEnd(run, at, end);
    const line = textOf(run, at, stop).trim();
    const semicolon = line.indexOf(';');
    if (semicolon >= 0) maskText(run, at + textOf(run, at, stop).indexOf(';') + 1, stop);
    if (line === '') return stop;
    const size = Number.parseInt(line, 16);
    if (!Number.isFinite(size) || run.getUint8(stop - 1) !== LF) {
      if (!/^[\da-f]+$/i.test(line)) maskText(run, at, stop);
      this.state = 'lost';
    } else {
      this.remaining = size;
      this.state = size === 0 ? 'trailers' : 'chunk-data';
    }
    return stop;
  }

  private trailer(run: DataView, at: number, end: number): number {
    const stop = lineEnd(run, at, end);
    if (stop - at <= 2) this.state = 'head';
    else this.maskField(run, at, stop);
    return stop;
  }

  private maskLines(run: DataView, start: number, end: number): void {
    let at = lineEnd(run, start, end);
    if (startsLikeStatusLine(run, start, at)) maskText(run, start + 13, at);
    else maskTarget(run, start, at);
    for (; at < end; at = lineEnd(run, at, end)) this.maskField(run, at, lineEnd(run, at, end));
  }

  private maskField(run: DataView, start: number, end: number): void {
    const line = textOf(run, start, end);
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).toLowerCase();
    if (keptFields.has(name)) return;
    const value = colon + 1 + (/^[ \t]*/.exec(line.slice(colon + 1))?.[0].length ?? 0);
    if (name === 'host') this.maskHost(run, start + value, end);
    else if (name !== 'content-type' || !line.includes('text/event-stream')) {
      maskText(run, start, start + Math.max(0, colon));
      maskText(run, start + (colon < 0 ? 0 : value), end);
    }
  }

  /** The port stays. */
  private maskHost(run: DataView, start: number, end: number): void {
    const [text = ''] = /^[^\r\n]*/.exec(textOf(run, start, end)) ?? [];
    const host = text.trimEnd().replace(/:\d+$/, '');
    writeText(run, start, start + host.length, this.hostName(host));
  }
}

/** The first character tells the form of the target (RFC 9112 section 3.2), the rest tells what was asked for. */
function maskTarget(run: DataView, start: number, end: number): void {
  let at = start;
  while (at < end && run.getUint8(at) !== SPACE) at++;
  at += 2;
  while (at < end && run.getUint8(at) > SPACE) run.setUint8(at++, FILLER);
}

/** Everything but line ends and what separates parameters of a chunk. */
function maskText(run: DataView, start: number, end: number): void {
  for (let at = start; at < end; at++) {
    const byte = run.getUint8(at);
    if (byte !== CR && byte !== LF && byte !== SEMICOLON) run.setUint8(at, FILLER);
  }
}

/** Behind the next line feed, or the end. */
function lineEnd(run: DataView, start: number, end: number): number {
  let at = start;
  while (at < end && run.getUint8(at) !== LF) at++;
  return Math.min(end, at + 1);
}
