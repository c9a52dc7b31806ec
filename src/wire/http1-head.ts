/**
 * The head of an HTTP/1 message (RFC 9112 sections 2-6): start-line and the fields that decide framing and
 * persistence. One long-lived object; positions are offsets into the view that was parsed last.
 */

/** A range of bytes; empty where the field is absent. */
export interface Range {
  start: number;
  end: number;
}

const SPACE = 0x20;
const COLON = 0x3a;
const LF = 0x0a;
const CR = 0x0d;

export class Http1Head {
  isRequest = false;
  /** 0 for HTTP/1.0, 1 for HTTP/1.1. */
  minorVersion = 1;
  status = 0;
  method: Range = { start: 0, end: 0 };
  target: Range = { start: 0, end: 0 };
  /** -1 where absent. */
  contentLength = -1;
  chunked = false;
  connectionClose = false;
  connectionKeepAlive = false;
  upgrade = false;
  expectContinue = false;
  eventStream = false;
  host: Range = { start: 0, end: 0 };
  userAgent: Range = { start: 0, end: 0 };
  server: Range = { start: 0, end: 0 };
  via: Range = { start: 0, end: 0 };
  keepAlive: Range = { start: 0, end: 0 };

  /** Parses `start..end` (the end may cut the head short). False where the start-line is not HTTP/1. */
  parse(view: DataView, start: number, end: number): boolean {
    this.clear();
    const lineEnd = findLineEnd(view, start, end);
    if (!this.parseStartLine(view, start, trimEnd(view, start, lineEnd))) return false;
    let at = lineEnd + 1;
    while (at < end) {
      const next = findLineEnd(view, at, end);
      const stop = trimEnd(view, at, next);
      if (stop === at) break;
      this.parseField(view, at, stop);
      at = next + 1;
    }
    return true;
  }

  private clear(): void {
    this.contentLength = -1;
    this.chunked = false;
    this.connectionClose = false;
    this.connectionKeepAlive = false;
    this.upgrade = false;
    this.expectContinue = false;
    this.eventStream = false;
    for (const range of [
      this.method,
      this.target,
      this.host,
      this.userAgent,
      this.server,
      this.via,
      this.keepAlive,
    ]) {
      range.start = 0;
      range.end = 0;
    }
  }

  private parseStartLine(view: DataView, start: number, end: number): boolean {
    if (startsLikeStatusLine(view, start, end)) {
      this.isRequest = false;
      this.minorVersion = view.getUint8(start + 7) - 0x30;
      this.status = 0;
      for (let at = start + 9; at < start + 12; at++)
        this.status = this.status * 10 + (view.getUint8(at) - 0x30);
      return this.status >= 100 && this.status <= 999;
    }
    const methodLength = requestMethodLength(view, start, end);
    if (methodLength === 0) return false;
    this.isRequest = true;
    this.method.start = start;
    this.method.end = start + methodLength;
    let at = start + methodLength + 1;
    this.target.start = at;
    while (at < end && view.getUint8(at) !== SPACE) at++;
    this.target.end = at;
    this.minorVersion = at + 9 <= end && view.getUint8(at + 8) === 0x30 ? 0 : 1;
    return true;
  }

  private parseField(view: DataView, start: number, end: number): void {
    let colon = start;
    while (colon < end && view.getUint8(colon) !== COLON) colon++;
    if (colon === end) return;
    let value = colon + 1;
    while (value < end && view.getUint8(value) <= SPACE) value++;
    const length = colon - start;
    if (length === 4 && nameIs(view, start, 'host')) setRange(this.host, value, end);
    else if (length === 3 && nameIs(view, start, 'via')) setRange(this.via, value, end);
    else if (length === 6 && nameIs(view, start, 'server')) setRange(this.server, value, end);
    else if (length === 7 && nameIs(view, start, 'upgrade')) this.upgrade = true;
    else if (length === 6 && nameIs(view, start, 'expect')) this.expectContinue = true;
    else if (length === 10) this.parseTenLetters(view, start, value, end);
    else if (length === 14 && nameIs(view, start, 'content-length'))
      this.contentLength = decimal(view, value, end);
    else if (length === 17 && nameIs(view, start, 'transfer-encoding'))
      this.chunked = containsToken(view, value, end, 'chunked');
    else if (length === 12 && nameIs(view, start, 'content-type'))
      this.eventStream = containsToken(view, value, end, 'event-stream');
  }

  private parseTenLetters(view: DataView, start: number, value: number, end: number): void {
    if (nameIs(view, start, 'connection')) {
      this.connectionClose = containsToken(view, value, end, 'close');
      this.connectionKeepAlive = containsToken(view, value, end, 'keep-alive');
    } else if (nameIs(view, start, 'user-agent')) setRange(this.userAgent, value, end);
    else if (nameIs(view, start, 'keep-alive')) setRange(this.keepAlive, value, end);
  }
}

/** Length of the method token where `start` begins a request line ("GET /x"); 0 where it does not. */
export function requestMethodLength(view: DataView, start: number, end: number): number {
  let at = start;
  while (at < end && at - start < 20) {
    const byte = view.getUint8(at);
    if (byte === SPACE) break;
    if ((byte < 0x41 || byte > 0x5a) && byte !== 0x2d) return 0;
    at++;
  }
  const length = at - start;
  if (length < 3 || length >= 20 || at + 1 >= end || view.getUint8(at) !== SPACE) return 0;
  const first = view.getUint8(at + 1);
  // origin-form, absolute-form ("http…"), authority-form of CONNECT (a host), asterisk-form
  return first === 0x2f || first === 0x2a || (first | 0x20) === 0x68 || isConnect(view, start, length)
    ? length
    : 0;
}

/** True where `start` begins "HTTP/1.x NNN". */
export function startsLikeStatusLine(view: DataView, start: number, end: number): boolean {
  return (
    end - start >= 12 &&
    view.getUint32(start) === 0x48545450 &&
    view.getUint16(start + 4) === 0x2f31 &&
    view.getUint8(start + 6) === 0x2e &&
    view.getUint8(start + 8) === SPACE
  );
}

/** Offset just after the empty line that ends a head in `start..end`; -1 where it is not there yet. */
export function findHeadEnd(view: DataView, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (view.getUint8(at) !== LF) continue;
    if (at + 1 < end && view.getUint8(at + 1) === LF) return at + 2;
    if (at + 2 < end && view.getUint8(at + 1) === CR && view.getUint8(at + 2) === LF) return at + 3;
  }
  return -1;
}

function isConnect(view: DataView, start: number, length: number): boolean {
  return length === 7 && view.getUint32(start) === 0x434f4e4e && view.getUint16(start + 4) === 0x4543;
}

function findLineEnd(view: DataView, start: number, end: number): number {
  let at = start;
  while (at < end && view.getUint8(at) !== LF) at++;
  return at;
}

function trimEnd(view: DataView, start: number, end: number): number {
  return end > start && view.getUint8(end - 1) === CR ? end - 1 : end;
}

function setRange(range: Range, start: number, end: number): void {
  range.start = start;
  range.end = end;
}

function nameIs(view: DataView, start: number, lower: string): boolean {
  for (let i = 0; i < lower.length; i++) {
    if ((view.getUint8(start + i) | 0x20) !== (lower.charCodeAt(i) | 0x20)) return false;
  }
  return true;
}

function containsToken(view: DataView, start: number, end: number, lower: string): boolean {
  for (let at = start; at + lower.length <= end; at++) {
    if (nameIs(view, at, lower)) return true;
  }
  return false;
}

function decimal(view: DataView, start: number, end: number): number {
  let value = -1;
  for (let at = start; at < end; at++) {
    const digit = view.getUint8(at) - 0x30;
    if (digit < 0 || digit > 9) break;
    value = Math.max(0, value) * 10 + digit;
    if (value > Number.MAX_SAFE_INTEGER / 16) return -1;
  }
  return value;
}
