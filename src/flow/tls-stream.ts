/**
 * TLS without keys: record boundaries say which bytes are application data (turns) and which are handshake, session
 * tickets, alerts or HTTP/2 housekeeping (not turns). RFC 8446 sections 4.6.1, 5.1, 5.2 and 6.1.
 */

import { parseTlsHello, tlsVersionName } from '../wire/tls-hello.ts';
import type { AppStream } from './app-stream.ts';
import type { Connection, Protocol } from './connection.ts';
import { TurnState } from './exchange.ts';
import type { Moment } from './moment.ts';

const CHANGE_CIPHER_SPEC = 20;
const ALERT = 21;
const HANDSHAKE = 22;
/** Its handshake message type. */
const CLIENT_HELLO = 1;
export const APPLICATION_DATA: number = 23;
const HEARTBEAT = 24;

/** RFC 8446 section 5.2: at most 2^14 + 256; TLS 1.2 allows 2^14 + 2048. */
export const MAX_RECORD: number = 16384 + 2048;
const MAX_HELLO = 16384;

/** An encrypted TLS 1.3 alert: 2 bytes, the inner type, the tag; Java pads every record by 16 bytes. */
const ALERT_RECORD_13 = 19;
const PADDED_ALERT_RECORD_13 = 35;
/** A TLS 1.3 Finished: 4 + hash, the inner type, the tag (SHA-256, SHA-384). */
const FINISHED_13_SHA256 = 53;
const FINISHED_13_SHA384 = 69;
const PADDED_FINISHED_13_SHA384 = 85;
/** Records this short carry at most an HTTP/2 SETTINGS ack, PING, WINDOW_UPDATE, RST_STREAM or GOAWAY (the longest: 17 bytes). */
const CONTROL_RECORD_13 = 34;
export const CONTROL_RECORD_12: number = 41;
/** TLS 1.2 with ChaCha20-Poly1305 has no explicit nonce (RFC 7905 section 2). */
const GOAWAY_RECORD_12_CHACHA = 33;
/** A NewSessionTicket is a few hundred bytes at the most where no client certificate is in it. */
const MAX_TICKET_RECORD = 400;

const PROTOCOLS: ReadonlyMap<string | null, Protocol> = new Map([
  ['1.0', 'tls1.0'],
  ['1.1', 'tls1.1'],
  ['1.2', 'tls1.2'],
  ['1.3', 'tls1.3'],
]);

/** True where `start` looks like a record header: type, version 3.x, plausible length. */
export function looksLikeTlsRecord(view: DataView, start: number, end: number): boolean {
  if (end - start < 5) return false;
  const type = view.getUint8(start);
  return (
    type >= CHANGE_CIPHER_SPEC &&
    type <= HEARTBEAT &&
    view.getUint8(start + 1) === 3 &&
    view.getUint8(start + 2) <= 4 &&
    view.getUint16(start + 3) <= MAX_RECORD
  );
}

/** Reads in-order bytes of one direction. */
export function readTls(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  start: number,
  end: number,
  now: Moment,
): void {
  const stream = connection.sides[from].app;
  if (!stream.tlsSynced) {
    if (!looksLikeTlsRecord(view, start, end)) {
      turnBytes(connection, from, end - start, now);
      return;
    }
    stream.tlsSynced = true;
    stream.recordRemaining = 0;
    stream.headerBytes = 0;
  }
  if (stream.isTurn && stream.recordRemaining >= end - start) {
    // Most segments lie within one record: no header, nothing to look at.
    stream.recordRemaining -= end - start;
    turnBytes(connection, from, end - start, now);
    return;
  }
  let at = start;
  while (at < end) {
    if (stream.recordRemaining > 0) {
      const taken = Math.min(stream.recordRemaining, end - at);
      recordBody(connection, from, view, at, taken, now);
      at += taken;
    } else {
      at = recordHeader(connection, from, view, at, end, now);
      if (!stream.tlsSynced) return;
    }
  }
}

/** `length` bytes are in the connection and not in the capture. */
export function skipTls(connection: Connection, from: 0 | 1, length: number, now: Moment): void {
  const stream = connection.sides[from].app;
  if (stream.head !== null) loseHello(connection, from, now);
  if (!stream.tlsSynced || length > stream.recordRemaining) {
    // The next boundary is unknown: look for it at the start of later segments.
    stream.tlsSynced = false;
    stream.recordRemaining = 0;
    if (connection.handshakeDone || stream.applicationRecords > 0) turnBytes(connection, from, length, now);
    return;
  }
  stream.recordRemaining -= length;
  if (stream.isTurn) turnBytes(connection, from, length, now);
}

/** A hello that is cut (snap length) cannot be read; that it was a ClientHello is known. */
function loseHello(connection: Connection, from: 0 | 1, now: Moment): void {
  const stream = connection.sides[from].app;
  const isClientHello = stream.headLength > 0 && stream.head?.[0] === CLIENT_HELLO;
  if (isClientHello && from === connection.clientIndex && !connection.clientHello.seen)
    connection.clientHello.set(now);
  stream.head = null;
  stream.headLength = 0;
}

function recordHeader(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  start: number,
  end: number,
  now: Moment,
): number {
  const stream = connection.sides[from].app;
  let at = start;
  if (stream.headerBytes === 0 && end - at >= 5) {
    stream.headerType = view.getUint8(at);
    stream.headerLength = view.getUint16(at + 3);
    stream.headerBroken = view.getUint8(at + 1) === 3 ? 0 : 1;
    at += 5;
  } else {
    while (at < end && stream.headerBytes < 5) headerByte(stream, view.getUint8(at++));
    if (stream.headerBytes < 5) return at;
  }
  stream.headerBytes = 0;
  const type = stream.headerType;
  if (
    stream.headerBroken !== 0 ||
    type < CHANGE_CIPHER_SPEC ||
    type > HEARTBEAT ||
    stream.headerLength > MAX_RECORD
  ) {
    stream.tlsSynced = false;
    return at;
  }
  beginRecord(connection, from, type, stream.headerLength, now);
  return at;
}

function headerByte(stream: AppStream, byte: number): void {
  const index = stream.headerBytes++;
  if (index === 0) stream.headerType = byte;
  else if (index === 1) stream.headerBroken = byte === 3 ? 0 : 1;
  else if (index === 3) stream.headerLength = byte << 8;
  else if (index === 4) stream.headerLength |= byte;
}

function beginRecord(connection: Connection, from: 0 | 1, type: number, length: number, now: Moment): void {
  const stream = connection.sides[from].app;
  stream.recordType = type;
  stream.recordLength = length;
  stream.recordRemaining = length;
  stream.lastRecordIsAlert = false;
  stream.isTurn = false;
  if (type === CHANGE_CIPHER_SPEC) noteChangeCipherSpec(connection, from);
  else if (type === ALERT) {
    stream.lastRecordIsAlert = true;
    stream.alert.set(now);
  } else if (type === APPLICATION_DATA) {
    beginApplicationRecord(connection, from, length, now);
    stream.isTurn = isTurnRecord(connection, from);
    if (!stream.isTurn && from !== connection.clientIndex && isGoAwayLength(connection, length))
      connection.noteGoAway(now);
    if (stream.isTurn && from !== connection.clientIndex && connection.isTls13) noteTickets(connection, from);
  }
}

/** Up to TLS 1.2 the handshake is over when both sides have changed ciphers (RFC 5246 section 7.1); 1.3 only pretends. */
function noteChangeCipherSpec(connection: Connection, from: 0 | 1): void {
  connection.sides[from].app.changedCipher = true;
  const bothChanged = connection.sides[0].app.changedCipher && connection.sides[1].app.changedCipher;
  if (bothChanged && connection.serverHello.seen && !connection.isTls13) connection.handshakeDone = true;
}

function beginApplicationRecord(connection: Connection, from: 0 | 1, length: number, now: Moment): void {
  const stream = connection.sides[from].app;
  stream.applicationRecords++;
  const is13 = connection.isTls13;
  if (
    (is13 || !connection.serverHello.seen) &&
    (length === ALERT_RECORD_13 || length === PADDED_ALERT_RECORD_13)
  ) {
    stream.lastRecordIsAlert = true;
    stream.alert.set(now);
    return;
  }
  if (connection.handshakeDone) return;
  if (!is13) {
    connection.handshakeDone = true;
    return;
  }
  // TLS 1.3 hides the end of the handshake: the client's Finished is known by its length.
  const isFinished =
    length === FINISHED_13_SHA256 || length === FINISHED_13_SHA384 || length === PADDED_FINISHED_13_SHA384;
  // Where the capture lacks some of the client's bytes, its Finished is among them.
  const isLost = stream.missingBytes > 0 && !isFinished;
  if (from === connection.clientIndex && (isFinished || isLost || stream.applicationRecords >= 4)) {
    connection.handshakeDone = true;
    if (isLost) return;
    stream.recordLength = 0; // marks this record as no turn
    connection.finished.set(now);
  }
}

/** Where the ServerHello could not be read, the record may be of either version. */
function isGoAwayLength(connection: Connection, length: number): boolean {
  if (!connection.mayCarryHttp2 || !connection.handshakeDone) return false;
  const may13 = connection.isTls13 || !connection.serverHello.seen;
  const is12 = length === CONTROL_RECORD_12 || length === GOAWAY_RECORD_12_CHACHA;
  return (may13 && length === CONTROL_RECORD_13) || (!connection.isTls13 && is12);
}

/** Is the application data record in progress part of a turn? */
function isTurnRecord(connection: Connection, from: 0 | 1): boolean {
  const stream = connection.sides[from].app;
  if (stream.lastRecordIsAlert || stream.recordLength === 0 || !connection.handshakeDone) return false;
  if (
    connection.mayCarryHttp2 &&
    stream.recordLength <= (connection.isTls13 ? CONTROL_RECORD_13 : CONTROL_RECORD_12)
  )
    return false;
  if (from === connection.clientIndex) return true;
  if (connection.exchange.state === TurnState.none && connection.exchange.requestBytes === 0) {
    // After the client's Finished and before any request: session tickets (RFC 8446 section 4.6.1).
    if (connection.isTls13 && connection.rolesSeen) {
      connection.ticketRecords++;
      connection.ticketLength = stream.recordLength;
      return false;
    }
  }
  return true;
}

function recordBody(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  at: number,
  length: number,
  now: Moment,
): void {
  const stream = connection.sides[from].app;
  const isFirstPiece = stream.recordRemaining === stream.recordLength;
  stream.recordRemaining -= length;
  if (stream.recordType === APPLICATION_DATA) {
    if (stream.isTurn) turnBytes(connection, from, length, now);
  } else if (stream.recordType === HANDSHAKE) collectHello(connection, from, view, at, length, now);
  else if (stream.recordType === ALERT && isFirstPiece) readAlert(connection, from, view, at, length, now);
}

/** A first response of one or two short records may be nothing but tickets, sent together with the handshake's end. */
function noteTickets(connection: Connection, from: 0 | 1): void {
  const { exchange } = connection;
  if (exchange.turns > 0 || exchange.answered > 1 || connection.ticketRecords > 2) {
    exchange.maybeTickets = false;
    return;
  }
  const stream = connection.sides[from].app;
  if (
    exchange.state === TurnState.request &&
    connection.ticketRecords === 0 &&
    stream.recordLength <= MAX_TICKET_RECORD
  ) {
    exchange.maybeTickets = true;
    exchange.ticketCount = 1;
    connection.ticketLength = stream.recordLength;
  } else if (exchange.maybeTickets && stream.recordLength !== connection.ticketLength)
    exchange.maybeTickets = false;
  else if (exchange.maybeTickets) exchange.ticketCount++;
}

/** HTTP/2 has many requests under way: one that crosses a response is no part of the response's own. */
export function crossingAck(connection: Connection, ack: number): number {
  return connection.mayCarryHttp2 ? connection.exchange.responseSeq : ack;
}

function turnBytes(connection: Connection, from: 0 | 1, length: number, now: Moment): void {
  const { exchange, segmentAck } = connection;
  const endSeq = connection.sides[from].app.nextSeq;
  if (from === connection.clientIndex) {
    exchange.opaqueClientBytes(length, endSeq, crossingAck(connection, segmentAck), now);
  } else exchange.opaqueServerBytes(length, endSeq, segmentAck, now);
}

function readAlert(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  at: number,
  length: number,
  now: Moment,
): void {
  const stream = connection.sides[from].app;
  // Encrypted alerts are longer than two bytes; a plaintext one before ChangeCipherSpec can be read.
  if (stream.recordLength !== 2 || length < 2) return;
  const level = view.getUint8(at);
  const code = view.getUint8(at + 1);
  if (level !== 1 && level !== 2) return;
  connection.alerts.push({ from, level, code, frame: now.frame, timeNs: now.timeNs });
}

function collectHello(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  at: number,
  length: number,
  now: Moment,
): void {
  const fromClient = from === connection.clientIndex;
  const mark = fromClient ? connection.clientHello : connection.serverHello;
  if (mark.seen) return;
  const stream = connection.sides[from].app;
  if (stream.head === null && stream.recordRemaining === 0) {
    takeHello(connection, from, view, at, at + length, now);
    return;
  }
  stream.head ??= new Uint8Array(Math.min(stream.recordLength, MAX_HELLO));
  const room = Math.min(length, stream.head.length - stream.headLength);
  for (let i = 0; i < room; i++) stream.head[stream.headLength + i] = view.getUint8(at + i);
  stream.headLength += room;
  if (stream.recordRemaining > 0) return;
  const head = stream.head;
  stream.head = null;
  takeHello(connection, from, new DataView(head.buffer), 0, stream.headLength, now);
  stream.headLength = 0;
}

function takeHello(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  start: number,
  end: number,
  now: Moment,
): void {
  const hello = parseTlsHello(view, start, end);
  if (hello === null) return;
  if (hello.type === 'client' && from === connection.clientIndex) {
    connection.clientHello.set(now);
    connection.serverName = hello.serverName;
    connection.alpnOffered = hello.alpn;
    connection.mayCarryHttp2 = hello.alpn?.includes('h2') ?? false;
  } else if (hello.type === 'server' && from !== connection.clientIndex) {
    connection.serverHello.set(now);
    connection.alpn = hello.alpn;
    if (hello.alpn !== null) connection.mayCarryHttp2 = hello.alpn === 'h2';
    connection.isTls13 = hello.version === 0x0304;
    connection.tlsVersion = tlsVersionName(hello.version);
    connection.protocol = PROTOCOLS.get(connection.tlsVersion) ?? connection.protocol;
  }
}
