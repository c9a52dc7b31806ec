/**
 * One HTTP/1 response, read in pieces of any size (RFC 9112 sections 4 to 6). It keeps the head and the first bytes of
 * the content, never more; heads and bodies without end are refused. Interim responses (1xx) are passed over.
 */
import { findHeadEnd, startsLikeStatusLine } from '../wire/http1-head.ts';
import { textOf } from './ascii.ts';
import { ChunkedBody } from './chunked-body.ts';

export const mostHeadBytes: number = 1 << 16;
export const mostBodyBytes: number = 1 << 20;
const keptBodyBytes = 512;
const mostInterim = 10;

export type ResponseProblem =
  | 'not-http'
  | 'tls-alert'
  | 'http2'
  | 'endless-head'
  | 'huge-body'
  | 'malformed-body';

export interface ResponseHead {
  minorVersion: number;
  status: number;
  /** By lower-case name; several fields of a name are joined by ", ". */
  fields: ReadonlyMap<string, string>;
}

export type ReaderState = 'head' | 'body' | 'until-close' | 'complete' | 'failed';

export class ResponseReader {
  state: ReaderState = 'head';
  head: ResponseHead | null = null;
  problem: ResponseProblem | null = null;
  /** The start of the content, for recognising error pages. */
  bodyStart = '';
  #bodyBytes = 0;
  /** Bytes that came after the end of the response. */
  surplusBytes = 0;
  readonly #isHead: boolean;
  #pending: Uint8Array = new Uint8Array(0);
  #left = 0;
  #chunked: ChunkedBody | null = null;
  #interim = 0;

  constructor(isHead: boolean) {
    this.#isHead = isHead;
  }

  push(bytes: Uint8Array): void {
    if (this.state === 'head') this.state = this.#pushHead(bytes);
    else if (this.state === 'body' || this.state === 'until-close') this.state = this.#pushBody(bytes);
    else this.surplusBytes += bytes.length;
  }

  /** The connection has ended: that is how a response without length is complete. */
  end(): void {
    if (this.state === 'until-close') this.state = 'complete';
  }

  #pushHead(bytes: Uint8Array): ReaderState {
    const all = joined(this.#pending, bytes);
    const view = new DataView(all.buffer, all.byteOffset, all.byteLength);
    const problem = problemOf(view);
    if (problem !== null) return this.#fail(problem);
    const end = findHeadEnd(view, 0, all.length);
    if (end === -1) {
      this.#pending = all;
      return all.length > mostHeadBytes ? this.#fail('endless-head') : 'head';
    }
    this.#pending = new Uint8Array(0);
    const head = parseHead(textOf(all.subarray(0, end)));
    if (head === null) return this.#fail('not-http');
    const rest = all.subarray(end);
    if (head.status < 200 && head.status !== 101) {
      this.#interim++;
      return this.#interim > mostInterim ? this.#fail('endless-head') : this.#pushHead(rest);
    }
    this.head = head;
    const state = this.#begin(head);
    if (state === 'body' || state === 'until-close') return this.#pushBody(rest);
    this.surplusBytes += rest.length;
    return state;
  }

  /** RFC 9112 section 6.3: what decides the length of the content, in order. */
  #begin({ status, fields }: ResponseHead): ReaderState {
    const length = fields.get('content-length');
    if (this.#isHead || status === 204 || status === 304 || status === 101) return 'complete';
    if (/\bchunked\b/i.test(fields.get('transfer-encoding') ?? '')) {
      this.#chunked = new ChunkedBody();
      return 'body';
    }
    this.#left = length === undefined ? Number.POSITIVE_INFINITY : Number(length);
    if (length === undefined) return 'until-close';
    if (!/^\d{1,15}$/.test(length)) return this.#fail('malformed-body');
    if (this.#left > mostBodyBytes) return this.#fail('huge-body');
    return this.#left === 0 ? 'complete' : 'body';
  }

  #pushBody(bytes: Uint8Array): ReaderState {
    this.#bodyBytes += bytes.length;
    if (this.#bodyBytes > mostBodyBytes) return this.#fail('huge-body');
    const wanted = keptBodyBytes - this.bodyStart.length;
    if (wanted > 0) this.bodyStart += textOf(bytes.subarray(0, wanted));
    if (this.#chunked !== null) return this.#pushChunks(this.#chunked, bytes);
    const used = Math.min(this.#left, bytes.length);
    this.#left -= used;
    this.surplusBytes += bytes.length - used;
    return this.#left === 0 ? 'complete' : this.#left === Number.POSITIVE_INFINITY ? 'until-close' : 'body';
  }

  #pushChunks(chunked: ChunkedBody, bytes: Uint8Array): ReaderState {
    const used = chunked.push(bytes);
    if (chunked.state === 'malformed') return this.#fail('malformed-body');
    if (chunked.state !== 'complete') return 'body';
    this.surplusBytes += bytes.length - used;
    return 'complete';
  }

  #fail(problem: ResponseProblem): ReaderState {
    this.problem = problem;
    this.#pending = new Uint8Array(0);
    return 'failed';
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

/** Twelve bytes are enough to tell; fewer that cannot become "HTTP/1." are judged at once. */
function problemOf(view: DataView): ResponseProblem | null {
  const length = view.byteLength;
  // A TLS alert (content type 21, version 3.x): the answer of a TLS port to plain text.
  if (length >= 3 && view.getUint8(0) === 21 && view.getUint8(1) === 3) return 'tls-alert';
  // SETTINGS on stream 0: a server that speaks HTTP/2 only.
  if (length >= 9 && view.getUint8(3) === 4 && view.getUint32(5) === 0 && view.getUint16(0) === 0)
    return 'http2';
  if (length >= 12) return startsLikeStatusLine(view, 0, length) ? null : 'not-http';
  for (let i = 0; i < Math.min(length, 7); i++) {
    if (view.getUint8(i) !== 'HTTP/1.'.charCodeAt(i))
      return i === 0 && view.getUint8(0) < 32 ? null : 'not-http';
  }
  return null;
}

function parseHead(text: string): ResponseHead | null {
  const [first = '', ...lines] = text.split(/\r?\n/);
  const start = /^HTTP\/1\.(\d) ([1-9]\d\d)(?: |$)/.exec(first);
  if (start === null) return null;
  const fields = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    const before = fields.get(name);
    fields.set(name, before === undefined || name === 'content-length' ? value : `${before}, ${value}`);
  }
  return { minorVersion: Number(start[1]), status: Number(start[2]), fields };
}
