/**
 * HTTP/1 messages of one connection (RFC 9112 section 6: message body length), read passively: no message is ever
 * rejected; where framing is lost, payload direction takes over until a start-line is seen again.
 */

import { findHeadEnd, Http1Head, requestMethodLength, startsLikeStatusLine } from '../wire/http1-head.ts';
import type { AppStream } from './app-stream.ts';
import type { Connection, HttpRequest } from './connection.ts';
import { Known, TurnState } from './exchange.ts';
import { type Moment, momentAt } from './moment.ts';
import { textFrom } from './names.ts';

/** What the next bytes of a direction are. */
const Body = {
  head: 0,
  length: 1,
  chunkSize: 2,
  chunkData: 3,
  untilClose: 4,
  tunnel: 5,
  lost: 6,
  trailers: 7,
} as const;

const MAX_HEAD = 64 * 1024;
const MAX_REQUESTS_KEPT = 256;
const LF = 0x0a;

const head = new Http1Head();

/** Reads in-order bytes of one direction. */
export function readHttp1(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  start: number,
  end: number,
  now: Moment,
): void {
  const stream = connection.sides[from].app;
  let at = start;
  while (at < end) {
    switch (stream.bodyMode) {
      case Body.head:
        at = readHead(connection, from, view, at, end, now);
        break;
      case Body.length:
        at = readFixed(connection, from, at, end, now);
        break;
      case Body.chunkSize:
      case Body.trailers:
        at = readChunkLine(connection, from, view, at, end, now);
        break;
      case Body.chunkData:
        at = readChunkData(connection, from, at, end, now);
        break;
      case Body.lost:
        if (startsMessage(connection, from, view, at, end)) stream.bodyMode = Body.head;
        else at = passOn(connection, from, at, end, now);
        break;
      default:
        at = passOn(connection, from, at, end, now);
    }
  }
}

/** `length` bytes are in the connection and not in the capture (lost frames, snap length). */
export function skipHttp1(connection: Connection, from: 0 | 1, length: number, now: Moment): void {
  const stream = connection.sides[from].app;
  if (stream.bodyMode === Body.head && stream.headLength > 0 && stream.head !== null) {
    takeCutHead(connection, from, now);
  } else if (stream.bodyMode === Body.length && stream.bodyRemaining > length) {
    stream.bodyRemaining -= length;
    messageBytes(connection, from, length, now);
    return;
  } else if (stream.bodyMode === Body.length && stream.bodyRemaining === length) {
    stream.bodyRemaining = 0;
    messageBytes(connection, from, length, now);
    endMessage(connection, from, now);
    return;
  } else if (stream.bodyMode === Body.chunkData && stream.bodyRemaining > length) {
    stream.bodyRemaining -= length;
    messageBytes(connection, from, length, now);
    return;
  }
  messageBytes(connection, from, length, now);
  if (stream.bodyMode !== Body.untilClose && stream.bodyMode !== Body.tunnel) stream.bodyMode = Body.lost;
}

/** The side sent FIN: a response that lasts until close is complete (RFC 9112 section 6.3, rule 8). */
export function endOfHttp1Stream(connection: Connection, from: 0 | 1, now: Moment): void {
  if (connection.sides[from].app.bodyMode === Body.untilClose) endMessage(connection, from, now);
}

function startsMessage(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  at: number,
  end: number,
): boolean {
  return from === connection.clientIndex
    ? requestMethodLength(view, at, end) > 0
    : startsLikeStatusLine(view, at, end);
}

function readHead(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  start: number,
  end: number,
  now: Moment,
): number {
  const stream = connection.sides[from].app;
  if (stream.headLength === 0) {
    const first = view.getUint8(start);
    if (first === 0x0d || first === LF) return start + 1; // empty lines before a start-line (RFC 9112 section 2.2)
    if (end - start >= 12 && !startsMessage(connection, from, view, start, end)) {
      stream.bodyMode = Body.lost;
      return start;
    }
    const stop = findHeadEnd(view, start, end);
    if (stop > 0) {
      takeHead(connection, from, view, start, stop, stop - start, now);
      return stop;
    }
  }
  return collectHead(connection, from, view, start, end, now);
}

/** The head straddles segments: its bytes are gathered, bounded. */
function collectHead(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  start: number,
  end: number,
  now: Moment,
): number {
  const stream = connection.sides[from].app;
  const before = stream.headLength;
  const room = Math.min(end - start, MAX_HEAD - before);
  if (room === 0) {
    stream.bodyMode = Body.lost;
    stream.head = null;
    stream.headLength = 0;
    return start;
  }
  stream.head = grown(stream.head, before + room);
  for (let i = 0; i < room; i++) stream.head[before + i] = view.getUint8(start + i);
  stream.headLength = before + room;
  const whole = new DataView(stream.head.buffer);
  const stop = findHeadEnd(whole, Math.max(0, before - 3), stream.headLength);
  if (stop < 0) {
    partOfHead(connection, from, room, now);
    return start + room;
  }
  stream.headLength = 0;
  takeHead(connection, from, whole, 0, stop, stop - before, now);
  stream.head = null;
  return start + (stop - before);
}

function grown(bytes: Uint8Array | null, length: number): Uint8Array {
  if (bytes !== null && bytes.length >= length) return bytes;
  const larger = new Uint8Array(Math.max(length, 2 * (bytes?.length ?? 256)));
  if (bytes !== null) larger.set(bytes);
  return larger;
}

/** Bytes of a head that is not whole yet: the message has begun, and may never end. */
function partOfHead(connection: Connection, from: 0 | 1, length: number, now: Moment): void {
  messageBytes(connection, from, length, now);
  if (from === connection.clientIndex) connection.exchange.requestKnown = Known.incomplete;
}

function takeCutHead(connection: Connection, from: 0 | 1, now: Moment): void {
  const stream = connection.sides[from].app;
  const bytes = stream.head as Uint8Array;
  const length = stream.headLength;
  stream.head = null;
  stream.headLength = 0;
  takeHead(connection, from, new DataView(bytes.buffer), 0, length, 0, now);
  if (stream.bodyMode === Body.tunnel) return;
  stream.bodyMode = Body.lost;
  const { exchange } = connection;
  if (from === connection.clientIndex) {
    const request = connection.requests.at(-1);
    if (request !== undefined) {
      request.cut = true;
      request.complete = false;
    }
    exchange.requestKnown = Known.unknown;
  } else if (exchange.state === TurnState.response) exchange.responseKnown = Known.unknown;
}

function takeHead(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  start: number,
  end: number,
  newBytes: number,
  now: Moment,
): void {
  const stream = connection.sides[from].app;
  if (!head.parse(view, start, end) || head.isRequest !== (from === connection.clientIndex)) {
    stream.bodyMode = Body.lost;
    messageBytes(connection, from, newBytes, now);
    return;
  }
  if (head.isRequest) takeRequest(connection, from, view, newBytes, now);
  else takeResponse(connection, from, view, newBytes, now);
}

function takeRequest(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  newBytes: number,
  now: Moment,
): void {
  connection.protocol = head.minorVersion === 0 ? 'http/1.0' : 'http/1.1';
  answerLost(connection, from);
  const pipelined = connection.unanswered < connection.requests.length;
  if (!pipelined) {
    messageBytes(connection, from, newBytes, now);
    connection.exchange.requestKnown = Known.incomplete;
  }
  connection.closeAnnounced = head.connectionClose || (head.minorVersion === 0 && !head.connectionKeepAlive);
  connection.requests.push(requestOf(connection, view, now));
  forgetOldRequests(connection);
  const host = head.host;
  if (connection.serverName === null && host.end > host.start)
    connection.serverName = textFrom(view, host.start, host.end);
  const agent = head.userAgent;
  if (connection.userAgent === null && agent.end > agent.start)
    connection.userAgent = textFrom(view, agent.start, agent.end);
  setBodyMode(connection, from, head.contentLength, head.chunked, false);
  if (connection.sides[from].app.bodyMode === Body.head) endMessage(connection, from, now);
}

function requestOf(connection: Connection, view: DataView, now: Moment): HttpRequest {
  return {
    index: connection.requestCount++,
    method: textFrom(view, head.method.start, head.method.end),
    path: textFrom(view, head.target.start, head.target.end),
    authority: head.host.end > head.host.start ? textFrom(view, head.host.start, head.host.end) : null,
    userAgent: null,
    status: null,
    frame: now.frame,
    startNs: now.timeNs,
    complete: false,
    cut: false,
    responseFrame: 0,
    responseComplete: false,
  };
}

/**
 * Where the server's framing was lost (snap length, lost frames) nothing says that a response ended; a client that
 * sends the next request has had it.
 */
function answerLost(connection: Connection, from: 0 | 1): void {
  const server = connection.sides[from === 0 ? 1 : 0].app;
  if (server.bodyMode !== Body.lost && server.bodyMode !== Body.untilClose) return;
  for (let i = connection.unanswered; i < connection.requests.length; i++) {
    const request = connection.requests[i];
    if (request !== undefined) request.responseComplete = true;
  }
  connection.unanswered = connection.requests.length;
}

/** Long-lived connections keep their latest requests; answered ones make room. */
function forgetOldRequests(connection: Connection): void {
  if (connection.requests.length <= MAX_REQUESTS_KEPT) return;
  const drop = MAX_REQUESTS_KEPT / 2;
  connection.requests.splice(0, drop);
  connection.unanswered = Math.max(0, connection.unanswered - drop);
}

function takeResponse(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  newBytes: number,
  now: Moment,
): void {
  const interim = head.status < 200 && head.status !== 101;
  if (interim) return; // 100 Continue and 103 Early Hints are no answer yet (RFC 9110 section 15.2)
  const request = connection.requests[connection.unanswered];
  messageBytes(connection, from, newBytes, now);
  connection.exchange.responseKnown = Known.incomplete;
  if (request !== undefined && request.responseFrame === 0) {
    request.status = head.status;
    request.responseFrame = now.frame;
  }
  noteServer(connection, view);
  if (head.connectionClose || (head.minorVersion === 0 && !head.connectionKeepAlive))
    connection.closeAnnounced = true;
  const method = request?.method ?? '';
  if (head.status === 101 || (method === 'CONNECT' && head.status < 300)) becomeTunnel(connection);
  else {
    const noBody = method === 'HEAD' || head.status === 204 || head.status === 304;
    setBodyMode(connection, from, noBody ? 0 : head.contentLength, !noBody && head.chunked, !noBody);
    if (head.eventStream) connection.exchange.isStream = true;
    if (connection.sides[from].app.bodyMode === Body.head) endMessage(connection, from, now);
  }
}

function noteServer(connection: Connection, view: DataView): void {
  const { server, via, keepAlive } = head;
  if (server.end > server.start) connection.serverProduct ??= textFrom(view, server.start, server.end);
  if (via.end > via.start) connection.via ??= textFrom(view, via.start, via.end);
  if (keepAlive.end > keepAlive.start)
    connection.keepAliveHeader ??= textFrom(view, keepAlive.start, keepAlive.end);
}

/** Upgraded (RFC 9110 section 7.8) or CONNECT: no messages any more, bytes both ways. */
function becomeTunnel(connection: Connection): void {
  const request = connection.requests[connection.unanswered];
  if (request !== undefined) {
    request.responseComplete = true;
    connection.unanswered++;
  }
  connection.exchange.responseComplete();
  connection.exchange.isStream = true;
  connection.sides[0].app.bodyMode = Body.tunnel;
  connection.sides[1].app.bodyMode = Body.tunnel;
}

function setBodyMode(
  connection: Connection,
  from: 0 | 1,
  contentLength: number,
  chunked: boolean,
  untilClose: boolean,
): void {
  const stream = connection.sides[from].app;
  if (chunked) {
    stream.bodyMode = Body.chunkSize;
    stream.chunkSize = 0;
    stream.chunkLineLength = 0;
  } else if (contentLength > 0) {
    stream.bodyMode = Body.length;
    stream.bodyRemaining = contentLength;
  } else stream.bodyMode = contentLength < 0 && untilClose ? Body.untilClose : Body.head;
}

function readFixed(connection: Connection, from: 0 | 1, at: number, end: number, now: Moment): number {
  const stream = connection.sides[from].app;
  const taken = Math.min(stream.bodyRemaining, end - at);
  stream.bodyRemaining -= taken;
  messageBytes(connection, from, taken, now);
  if (stream.bodyRemaining === 0) endMessage(connection, from, now);
  return at + taken;
}

/** A chunk-size line or a trailer line (RFC 9112 section 7.1); only hexadecimal digits before ";" count. */
function readChunkLine(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  start: number,
  end: number,
  now: Moment,
): number {
  const stream = connection.sides[from].app;
  let at = start;
  while (at < end) {
    const byte = view.getUint8(at++);
    if (byte === LF) {
      messageBytes(connection, from, at - start, now);
      endChunkLine(connection, stream, from, now);
      return at;
    }
    if (byte === 0x0d) continue;
    if (stream.bodyMode === Body.chunkSize) chunkDigit(stream, byte);
    stream.chunkLineLength++;
  }
  messageBytes(connection, from, at - start, now);
  return at;
}

function chunkDigit(stream: AppStream, byte: number): void {
  const digit = byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57;
  const isHex = (byte >= 0x30 && byte <= 0x39) || (digit >= 10 && digit <= 15);
  if (isHex && stream.chunkSize >= 0 && stream.chunkSize < 2 ** 40)
    stream.chunkSize = stream.chunkSize * 16 + digit;
  else if (stream.chunkSize >= 0) stream.chunkSize = -1 - stream.chunkSize; // an extension follows: the size stands
}

function endChunkLine(connection: Connection, stream: AppStream, from: 0 | 1, now: Moment): void {
  const empty = stream.chunkLineLength === 0;
  stream.chunkLineLength = 0;
  if (stream.bodyMode === Body.trailers) {
    if (empty) endMessage(connection, from, now);
    return;
  }
  if (empty) return; // the line end after chunk data
  const size = stream.chunkSize < 0 ? -1 - stream.chunkSize : stream.chunkSize;
  stream.chunkSize = 0;
  stream.bodyRemaining = size;
  stream.bodyMode = size === 0 ? Body.trailers : Body.chunkData;
}

function readChunkData(connection: Connection, from: 0 | 1, at: number, end: number, now: Moment): number {
  const stream = connection.sides[from].app;
  const taken = Math.min(stream.bodyRemaining, end - at);
  stream.bodyRemaining -= taken;
  messageBytes(connection, from, taken, now);
  if (stream.bodyRemaining === 0) stream.bodyMode = Body.chunkSize;
  return at + taken;
}

function passOn(connection: Connection, from: 0 | 1, at: number, end: number, now: Moment): number {
  messageBytes(connection, from, end - at, now);
  return end;
}

/** Message bytes advance the turn; what is left of a request after its response began does not start a new one. */
function messageBytes(connection: Connection, from: 0 | 1, length: number, now: Moment): void {
  const { exchange } = connection;
  const stream = connection.sides[from].app;
  if (from !== connection.clientIndex) exchange.serverBytes(length, now);
  else if (isRestOfAnsweredRequest(connection, stream))
    exchange.lateRequestBytes(length, stream.nextSeq, now);
  else if (!isPipelined(connection)) exchange.clientBytes(length, stream.nextSeq, now);
}

function isRestOfAnsweredRequest(connection: Connection, stream: AppStream): boolean {
  if (stream.bodyMode === Body.head || stream.bodyMode === Body.tunnel) return false;
  const last = connection.requests[connection.requests.length - 1];
  return last !== undefined && last.responseFrame !== 0 && !last.complete;
}

function isPipelined(connection: Connection): boolean {
  return connection.requests.length - connection.unanswered > 1;
}

function endMessage(connection: Connection, from: 0 | 1, now: Moment): void {
  const stream = connection.sides[from].app;
  stream.bodyMode = Body.head;
  stream.headLength = 0;
  if (from === connection.clientIndex) endRequest(connection);
  else endResponse(connection, now);
}

function endRequest(connection: Connection): void {
  const last = connection.requests[connection.requests.length - 1];
  if (last === undefined) return;
  last.complete = true;
  if (connection.exchange.state === TurnState.request) connection.exchange.requestKnown = Known.complete;
}

function endResponse(connection: Connection, now: Moment): void {
  const request = connection.requests[connection.unanswered];
  if (request !== undefined) {
    request.responseComplete = true;
    connection.unanswered++;
  }
  connection.exchange.responseComplete();
  const next = connection.requests[connection.unanswered];
  if (next !== undefined)
    connection.exchange.resumePipelined(momentAt(next.frame, next.startNs), next.complete, now);
}
