/**
 * Which protocol a connection speaks, judged from the first bytes of each side, and the reader for it. Where the
 * capture begins in mid-connection the same bytes also say which side is the client.
 */

import { requestMethodLength, startsLikeStatusLine } from '../wire/http1-head.ts';
import type { ClientOpening, Connection, ServerOpening } from './connection.ts';
import { isFrameChain, readH2c, skipH2c } from './h2c-stream.ts';
import { readHttp1, skipHttp1 } from './http1-stream.ts';
import type { Moment } from './moment.ts';
import type { PayloadReader } from './payload-order.ts';
import { looksLikeTlsRecord, readTls, skipTls } from './tls-stream.ts';

const HANDSHAKE_RECORD = 22;
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;

/** Codes of `connection.reader`. */
export const Reader = { byDirection: 0, tls: 1, http1: 2, h2c: 3 } as const;

export const appReader: PayloadReader = {
  bytes(connection, from, view, start, end, now) {
    if (!connection.protocolSettled) settle(connection, from, view, start, end);
    switch (connection.reader) {
      case Reader.tls:
        readTls(connection, from, view, start, end, now);
        break;
      case Reader.http1:
        readHttp1(connection, from, view, start, end, now);
        break;
      case Reader.h2c:
        readH2c(connection, from, view, start, end, now);
        break;
      default:
        if (startsTls(connection, from, view, start, end)) readTls(connection, from, view, start, end, now);
        else byDirection(connection, from, end - start, now);
    }
  },
  skip(connection, from, length, now) {
    switch (connection.reader) {
      case Reader.tls:
        skipTls(connection, from, length, now);
        break;
      case Reader.http1:
        skipHttp1(connection, from, length, now);
        break;
      case Reader.h2c:
        skipH2c(connection, from, length, now);
        break;
      default:
        byDirection(connection, from, length, now);
    }
  },
};

/** After plaintext the client begins TLS (STARTTLS: RFC 3207, 6120; databases do the same): the rest is TLS. */
function startsTls(connection: Connection, from: 0 | 1, view: DataView, start: number, end: number): boolean {
  if (from !== connection.clientIndex || !isHello(view, start, end, CLIENT_HELLO)) return false;
  connection.beganPlain = true;
  connection.clientOpening = 'tls';
  connection.serverOpening = 'none';
  connection.protocolSettled = false;
  setProtocol(connection);
  return true;
}

function byDirection(connection: Connection, from: 0 | 1, length: number, now: Moment): void {
  const { exchange, segmentAck } = connection;
  const endSeq = connection.sides[from].app.nextSeq;
  if (from === connection.clientIndex) exchange.opaqueClientBytes(length, endSeq, segmentAck, now);
  else exchange.opaqueServerBytes(length, endSeq, segmentAck, now);
}

/** Looks at the first bytes of a side; settled once the client's (or in mid-stream either side's) are recognised. */
function settle(connection: Connection, from: 0 | 1, view: DataView, start: number, end: number): void {
  if (connection.rolesOpen && connection.roles === 'judged') judgeRoles(connection, from, view, start, end);
  if (from === connection.clientIndex) {
    if (connection.clientOpening === 'none' || connection.roles === 'judged') {
      connection.clientOpening = openingOf(view, start, end);
      if (inMidHttp2(connection, view, start, end)) connection.clientOpening = 'h2-preface';
    }
    if (connection.clientOpening === 'other' && connection.roles === 'judged') return;
    connection.protocolSettled = connection.serverOpening !== 'none';
    setProtocol(connection);
    return;
  }
  // Behind a hole these are not the server's first bytes, and tell nothing.
  if (connection.server.app.missingBytes > 0 && connection.serverOpening === 'none') return;
  connection.serverOpening = serverOpeningOf(view, start, end);
  if (inMidHttp2(connection, view, start, end)) connection.serverOpening = 'h2';
  // A ClientHello in the form of SSL 2 (RFC 5246 appendix E.2) is recognised by what answers it.
  if (connection.clientOpening === 'other' && isHello(view, start, end, SERVER_HELLO)) {
    connection.clientOpening = 'tls';
    setProtocol(connection);
  }
  if (connection.clientOpening === 'none' && connection.roles === 'judged') {
    if (connection.serverOpening === 'http1') connection.clientOpening = 'http1';
    if (connection.serverOpening === 'tls') connection.clientOpening = 'tls';
    if (connection.serverOpening === 'h2') connection.clientOpening = 'h2-preface';
    setProtocol(connection);
  }
  connection.protocolSettled = connection.clientOpening !== 'none' && connection.clientOpening !== 'other';
}

/** The capture joined HTTP/2 in mid-connection: its preface is past, its frames are not to be mistaken. */
function inMidHttp2(connection: Connection, view: DataView, start: number, end: number): boolean {
  return connection.roles === 'judged' && isFrameChain(view, start, end);
}

function setProtocol(connection: Connection): void {
  switch (connection.clientOpening) {
    case 'tls':
      connection.reader = Reader.tls;
      if (connection.protocol === 'tcp') connection.protocol = 'tls';
      break;
    case 'http1':
      connection.reader = Reader.http1;
      connection.protocol = 'http/1.1';
      break;
    case 'h2-preface':
      connection.reader = Reader.h2c;
      connection.protocol = 'h2c';
      break;
    default:
      connection.reader = Reader.byDirection;
  }
}

function openingOf(view: DataView, start: number, end: number): ClientOpening {
  if (isHttp2Preface(view, start, end)) return 'h2-preface';
  if (looksLikeTlsRecord(view, start, end)) return 'tls';
  if (requestMethodLength(view, start, end) > 0) return 'http1';
  return 'other';
}

function serverOpeningOf(view: DataView, start: number, end: number): ServerOpening {
  if (startsLikeStatusLine(view, start, end)) return 'http1';
  if (looksLikeTlsRecord(view, start, end)) return 'tls';
  // A server's HTTP/2 connection preface is a SETTINGS frame on stream 0 (RFC 9113 section 3.4).
  if (end - start >= 9 && view.getUint8(start + 3) === 4 && view.getUint32(start + 5) === 0) return 'h2';
  return 'other';
}

/** "PRI * HTTP/2.0", or what a snap length leaves of it: no HTTP/1 method is called PRI. */
function isHttp2Preface(view: DataView, start: number, end: number): boolean {
  return end - start >= 8 && view.getUint32(start) === 0x50524920 && view.getUint32(start + 4) === 0x2a204854;
}

/** Mid-stream: a request line or ClientHello comes from the client, a status line or ServerHello from the server. */
function judgeRoles(connection: Connection, from: 0 | 1, view: DataView, start: number, end: number): void {
  const other = from === 0 ? 1 : 0;
  if (requestMethodLength(view, start, end) > 0 || isHello(view, start, end, CLIENT_HELLO)) {
    connection.clientIndex = from;
    connection.rolesOpen = false;
  } else if (startsLikeStatusLine(view, start, end) || isHello(view, start, end, SERVER_HELLO)) {
    connection.clientIndex = other;
    connection.rolesOpen = false;
  }
}

function isHello(view: DataView, start: number, end: number, type: number): boolean {
  return (
    end - start >= 6 &&
    view.getUint8(start) === HANDSHAKE_RECORD &&
    looksLikeTlsRecord(view, start, end) &&
    view.getUint8(start + 5) === type
  );
}
