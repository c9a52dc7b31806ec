/**
 * TLS without keys: record boundaries say which bytes are application data (turns) and which are handshake, session
 * tickets, alerts or HTTP/2 housekeeping (not turns). RFC 8446 sections 4.6.1, 5.1, 5.2 and 6.1.
 */
import { opaqueClientBytes, opaqueServerBytes } from './exchange';
import { applyHello, takeHello } from './hellos';
import { onAlert, onHandshake } from './hooks';
import { frame, timeNs } from './moment';
import {
  APP_BYTES_AFTER_SIDE,
  AppStream,
  Connection,
  EXCHANGE_BYTES_AT,
  Exchange,
  FIRST_BYTES_AT,
  MAX_RECORD,
  SECOND_BYTES_AT,
  TURN_NONE,
  TURN_REQUEST,
} from './records';
import { recordAt } from './slots';

const CHANGE_CIPHER_SPEC: i32 = 20;
const ALERT: i32 = 21;
const HANDSHAKE: i32 = 22;
const APPLICATION_DATA: i32 = 23;
const HEARTBEAT: i32 = 24;

/** An encrypted TLS 1.3 alert: 2 bytes, the inner type, the tag; Java pads every record by 16 bytes. */
const ALERT_RECORD_13: i32 = 19;
const PADDED_ALERT_RECORD_13: i32 = 35;
/** A TLS 1.3 Finished: 4 + hash, the inner type, the tag (SHA-256, SHA-384). */
const FINISHED_13_SHA256: i32 = 53;
const FINISHED_13_SHA384: i32 = 69;
const PADDED_FINISHED_13_SHA384: i32 = 85;
/** Records this short carry at most an HTTP/2 SETTINGS ack, PING, WINDOW_UPDATE, RST_STREAM or GOAWAY (the longest: 17 bytes). */
const CONTROL_RECORD_13: i32 = 34;
const CONTROL_RECORD_12: i32 = 41;
/** TLS 1.2 with ChaCha20-Poly1305 has no explicit nonce (RFC 7905 section 2). */
const GOAWAY_RECORD_12_CHACHA: i32 = 33;
/** A NewSessionTicket is a few hundred bytes at the most where no client certificate is in it. */
const MAX_TICKET_RECORD: i32 = 400;

/** The direction being read, of one connection; set by `hold`. */
let slot: i32 = 0;
let from: i32 = 0;
let connection: Connection = changetype<Connection>(0);
let exchange: Exchange = changetype<Exchange>(0);
let stream: AppStream = changetype<AppStream>(0);
let otherStream: AppStream = changetype<AppStream>(0);

@inline
function hold(ofSlot: i32, side: i32): void {
  const base = recordAt(ofSlot);
  slot = ofSlot;
  from = side;
  connection = changetype<Connection>(base);
  exchange = changetype<Exchange>(base + EXCHANGE_BYTES_AT);
  const first = changetype<AppStream>(base + FIRST_BYTES_AT + APP_BYTES_AFTER_SIDE);
  const second = changetype<AppStream>(base + SECOND_BYTES_AT + APP_BYTES_AFTER_SIDE);
  stream = side === 0 ? first : second;
  otherStream = side === 0 ? second : first;
}

@inline
function isFromClient(): bool {
  return from === connection.clientIndex;
}

/** Reads in-order bytes of one direction, `start` to `end` in memory. */
export function readTls(ofSlot: i32, side: i32, start: usize, end: usize): void {
  hold(ofSlot, side);
  const length = <i32>(end - start);
  if (stream.tlsSynced === 0) {
    if (!looksLikeRecord(start, end)) {
      turnBytes(length);
      return;
    }
    stream.tlsSynced = 1;
    stream.recordRemaining = 0;
    stream.headerBytes = 0;
  }
  let at = start;
  while (at < end) {
    if (stream.recordRemaining > 0) {
      const taken = min(stream.recordRemaining, <i32>(end - at));
      recordBody(at, taken);
      at += taken;
    } else {
      at = recordHeader(at, end);
      if (stream.tlsSynced === 0) return;
    }
  }
}

/** True where the next `length` bytes lie within a record that is a turn's: nothing in them needs a look. */
@inline
export function isMidTurn(app: AppStream, length: i32): bool {
  return app.tlsSynced !== 0 && app.isTurn !== 0 && app.recordRemaining >= length;
}

/** Bytes of which `isMidTurn` is true, sent by the client or not. */
@inline
export function passTurn(owner: Connection, turn: Exchange, app: AppStream, isFromClient: bool, length: i32): void {
  app.recordRemaining -= length;
  noteTurnBytes(owner, turn, app.nextSeq, isFromClient, length);
}

/** `length` bytes are in the connection and not in the capture. */
export function skipTls(ofSlot: i32, side: i32, length: i32): void {
  hold(ofSlot, side);
  if (stream.tlsSynced === 0 || length > stream.recordRemaining) {
    // The next boundary is unknown: look for it at the start of later segments.
    stream.tlsSynced = 0;
    stream.recordRemaining = 0;
    if (connection.handshakeDone !== 0 || stream.applicationRecords > 0) turnBytes(length);
    return;
  }
  stream.recordRemaining -= length;
  if (stream.isTurn !== 0) turnBytes(length);
}

/** Type, version 3.x, plausible length. */
export function looksLikeRecord(start: usize, end: usize): bool {
  if (end - start < 5) return false;
  const type: i32 = load<u8>(start);
  return (
    type >= CHANGE_CIPHER_SPEC && type <= HEARTBEAT && load<u8>(start, 1) === 3 && load<u8>(start, 2) <= 4 &&
    lengthAt(start) <= MAX_RECORD
  );
}

@inline
function lengthAt(start: usize): i32 {
  return (<i32>load<u8>(start, 3) << 8) | <i32>load<u8>(start, 4);
}

/** What JavaScript read in a hello of one side. */
export function noteHello(ofSlot: i32, side: i32, note: i32): void {
  const ofConnection = changetype<Connection>(recordAt(ofSlot));
  applyHello(ofConnection, side === ofConnection.clientIndex, note);
}

function recordHeader(start: usize, end: usize): usize {
  let at = start;
  if (stream.headerBytes === 0 && end - at >= 5) {
    stream.headerType = load<u8>(at);
    stream.headerLength = lengthAt(at);
    stream.headerBroken = load<u8>(at, 1) === 3 ? 0 : 1;
    at += 5;
  } else {
    while (at < end && stream.headerBytes < 5) headerByte(load<u8>(at++));
    if (stream.headerBytes < 5) return at;
  }
  stream.headerBytes = 0;
  const type = stream.headerType;
  const isHeader =
    stream.headerBroken === 0 && type >= CHANGE_CIPHER_SPEC && type <= HEARTBEAT && stream.headerLength <= MAX_RECORD;
  if (isHeader) beginRecord(type, stream.headerLength);
  else stream.tlsSynced = 0;
  return at;
}

function headerByte(byte: i32): void {
  const index = stream.headerBytes++;
  if (index === 0) stream.headerType = byte;
  else if (index === 1) stream.headerBroken = byte === 3 ? 0 : 1;
  else if (index === 3) stream.headerLength = byte << 8;
  else if (index === 4) stream.headerLength |= byte;
}

function beginRecord(type: i32, length: i32): void {
  stream.recordType = type;
  stream.recordLength = length;
  stream.recordRemaining = length;
  stream.lastRecordIsAlert = 0;
  stream.isTurn = 0;
  if (type === CHANGE_CIPHER_SPEC) noteChangeCipherSpec();
  else if (type === ALERT) noteAlert();
  else if (type === APPLICATION_DATA) {
    beginApplicationRecord(length);
    const isTurn = isTurnRecord();
    stream.isTurn = isTurn ? 1 : 0;
    if (isFromClient()) return;
    if (!isTurn && isGoAwayLength(length)) noteGoAway();
    if (isTurn && connection.isTls13 !== 0) noteTickets();
  }
}

function noteAlert(): void {
  stream.lastRecordIsAlert = 1;
  stream.alert = frame;
  stream.alertNs = timeNs;
}

function noteGoAway(): void {
  connection.goAway = frame;
  connection.goAwayNs = timeNs;
  connection.goAwayAck = connection.segmentAck;
}

/** Up to TLS 1.2 the handshake is over when both sides have changed ciphers (RFC 5246 section 7.1); 1.3 only pretends. */
function noteChangeCipherSpec(): void {
  stream.changedCipher = 1;
  if (otherStream.changedCipher !== 0 && connection.serverHello !== 0 && connection.isTls13 === 0)
    connection.handshakeDone = 1;
}

function beginApplicationRecord(length: i32): void {
  stream.applicationRecords++;
  const is13 = connection.isTls13 !== 0;
  if ((is13 || connection.serverHello === 0) && (length === ALERT_RECORD_13 || length === PADDED_ALERT_RECORD_13)) {
    noteAlert();
    return;
  }
  if (connection.handshakeDone !== 0) return;
  if (!is13) {
    connection.handshakeDone = 1;
    return;
  }
  // TLS 1.3 hides the end of the handshake: the client's Finished is known by its length.
  const isFinished =
    length === FINISHED_13_SHA256 || length === FINISHED_13_SHA384 || length === PADDED_FINISHED_13_SHA384;
  // Where the capture lacks some of the client's bytes, its Finished is among them.
  const isLost = stream.missingBytes > 0 && !isFinished;
  if (!isFromClient() || !(isFinished || isLost || stream.applicationRecords >= 4)) return;
  connection.handshakeDone = 1;
  if (isLost) return;
  stream.recordLength = 0; // marks this record as no turn
  connection.finished = frame;
  connection.finishedNs = timeNs;
}

/** Where the ServerHello could not be read, the record may be of either version. */
function isGoAwayLength(length: i32): bool {
  if (connection.mayCarryHttp2 === 0 || connection.handshakeDone === 0) return false;
  const may13 = connection.isTls13 !== 0 || connection.serverHello === 0;
  const is12 = length === CONTROL_RECORD_12 || length === GOAWAY_RECORD_12_CHACHA;
  return (may13 && length === CONTROL_RECORD_13) || (connection.isTls13 === 0 && is12);
}

/** Is the application data record in progress part of a turn? */
function isTurnRecord(): bool {
  if (stream.lastRecordIsAlert !== 0 || stream.recordLength === 0 || connection.handshakeDone === 0) return false;
  const control = connection.isTls13 !== 0 ? CONTROL_RECORD_13 : CONTROL_RECORD_12;
  if (connection.mayCarryHttp2 !== 0 && stream.recordLength <= control) return false;
  if (isFromClient() || exchange.state !== TURN_NONE || exchange.requestBytes !== 0) return true;
  // After the client's Finished and before any request: session tickets (RFC 8446 section 4.6.1).
  if (connection.isTls13 === 0 || connection.rolesSeen === 0) return true;
  connection.ticketRecords++;
  connection.ticketLength = stream.recordLength;
  return false;
}

function recordBody(at: usize, length: i32): void {
  const isFirstPiece = stream.recordRemaining === stream.recordLength;
  stream.recordRemaining -= length;
  const type = stream.recordType;
  if (type === APPLICATION_DATA) {
    if (stream.isTurn !== 0) turnBytes(length);
  } else if (type === HANDSHAKE) {
    const hello = isFromClient() ? connection.clientHello : connection.serverHello;
    if (hello !== 0) return;
    // With extras there may be the beginning of a hello among them.
    const isWhole = isFirstPiece && length === stream.recordLength && connection.hasExtras === 0;
    if (!isWhole || !takeHello(connection, isFromClient(), at, length)) onHandshake(slot, from, at, length);
  } else if (type === ALERT && isFirstPiece && stream.recordLength === 2 && length === 2) {
    // Encrypted alerts are longer than two bytes; a plaintext one before ChangeCipherSpec can be read.
    onAlert(slot, from, at);
  }
}

/** A first response of one or two short records may be nothing but tickets, sent together with the handshake's end. */
function noteTickets(): void {
  if (exchange.turns > 0 || exchange.answered > 1 || connection.ticketRecords > 2) {
    exchange.maybeTickets = 0;
    return;
  }
  const length = stream.recordLength;
  if (exchange.state === TURN_REQUEST && connection.ticketRecords === 0 && length <= MAX_TICKET_RECORD) {
    exchange.maybeTickets = 1;
    exchange.ticketCount = 1;
    connection.ticketLength = length;
  } else if (exchange.maybeTickets !== 0) {
    if (length !== connection.ticketLength) exchange.maybeTickets = 0;
    else exchange.ticketCount++;
  }
}

@inline
function turnBytes(length: i32): void {
  noteTurnBytes(connection, exchange, stream.nextSeq, isFromClient(), length);
}

@inline
function noteTurnBytes(owner: Connection, turn: Exchange, endSeq: i32, isFromClient: bool, length: i32): void {
  const ack = owner.segmentAck;
  // HTTP/2 has many requests under way: one that crosses a response is no part of the response's own.
  if (isFromClient) opaqueClientBytes(turn, length, endSeq, owner.mayCarryHttp2 !== 0 ? turn.responseSeq : ack);
  else opaqueServerBytes(turn, length, endSeq, ack);
}
