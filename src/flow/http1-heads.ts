/** Heads of HTTP/1 messages, whole, in pieces or cut: requests and responses as facts of their connection. */
import { findHeadEnd, Http1Head, requestMethodLength, startsLikeStatusLine } from '../wire/http1-head.ts';
import type { Connection } from './connection.ts';
import { Known, TurnState } from './exchange.ts';
import type { HttpRequest } from './extras.ts';
import { setBodyMode } from './http1-body.ts';
import { Body, endMessage, messageBytes } from './http1-messages.ts';
import type { Moment } from './moment.ts';
import { textFrom } from './names.ts';

const MAX_HEAD = 64 * 1024;
const MAX_REQUESTS_KEPT = 256;
const LF = 0x0a;

const head = new Http1Head();

export function startsMessage(
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

export function readHead(
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

export function takeCutHead(connection: Connection, from: 0 | 1, now: Moment): void {
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
    connection.onlyStatus = connection.requestCount === 1 ? head.status : 0;
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
