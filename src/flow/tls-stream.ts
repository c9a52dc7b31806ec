/**
 * TLS without keys. Records are the core's (core/tls.ts); hellos and alerts in the clear, which say names and reasons,
 * are read here.
 */

import { parseTlsHello, type TlsHello, tlsVersionName } from '../wire/tls-hello.ts';
import { type Connection, type Protocol, protocols } from './connection.ts';
import type { Moment } from './moment.ts';

const CHANGE_CIPHER_SPEC = 20;
const HEARTBEAT = 24;
/** A handshake message type. */
const CLIENT_HELLO = 1;

/** RFC 8446 section 5.2: at most 2^14 + 256; TLS 1.2 allows 2^14 + 2048. */
export const MAX_RECORD: number = 16384 + 2048;
const MAX_HELLO = 16384;

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
  connection.core.readTls(connection.slot, from, view, start, end, now);
}

/** `length` bytes are in the connection and not in the capture. */
export function skipTls(connection: Connection, from: 0 | 1, length: number, now: Moment): void {
  const { calls } = connection.core;
  if (connection.sides[from].app.head !== null) loseHello(connection, from, now);
  calls.setMoment(now.frame, now.timeNs);
  calls.skipTls(connection.slot, from, length);
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

/** An alert's two bytes, at `at`: one in the clear has a level that there is. */
export function readAlert(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  at: number,
  now: Moment,
): void {
  const level = view.getUint8(at);
  const code = view.getUint8(at + 1);
  if (level !== 1 && level !== 2) return;
  connection.alertCount++;
  connection.alerts.push({ from, level, code, frame: now.frame, timeNs: now.timeNs });
}

/** Bytes of a handshake record of a side whose hello was not seen yet. */
export function collectHello(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  at: number,
  length: number,
  now: Moment,
): void {
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

/** Keeps what a hello says, of which the core has seen none alike; its note, or -1 where it says nothing. */
export function keepHello(hellos: TlsHello[], view: DataView, at: number, length: number): number {
  const hello = parseTlsHello(view, at, at + length);
  return hello === null ? -1 : noteOf(hello, hellos.push(hello));
}

/** What numbers can say of it (core/hellos.ts, `applyHello`); `number` is its place in the list, + 1, or 0. */
function noteOf({ type, version, alpn }: TlsHello, number: number): number {
  if (type === 'client') return 1 | ((alpn?.includes('h2') ? 2 : 1) << 1) | (number << 8);
  const http2 = alpn === null ? 0 : alpn === 'h2' ? 2 : 1;
  const protocol = PROTOCOLS.get(tlsVersionName(version));
  const code = protocol === undefined ? 0 : protocols.indexOf(protocol);
  return (http2 << 1) | (version === 0x0304 ? 8 : 0) | (code << 4) | (number << 8);
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
  if (hello === null || (hello.type === 'client') !== (from === connection.clientIndex)) return;
  const { calls } = connection.core;
  calls.setMoment(now.frame, now.timeNs);
  calls.noteHello(connection.slot, from, noteOf(hello, 0));
  if (hello.type === 'client') {
    connection.serverName = hello.serverName;
    connection.alpnOffered = hello.alpn;
  } else {
    connection.alpn = hello.alpn;
    connection.tlsVersion = tlsVersionName(hello.version);
  }
}
