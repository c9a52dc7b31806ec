/**
 * Cleartext HTTP/2 (RFC 9113): frame boundaries only. HEADERS and DATA make turns; SETTINGS, PING, WINDOW_UPDATE and
 * the rest do not. A response ends with END_STREAM on the last open stream.
 */

import type { Connection } from './connection.ts';
import { Known } from './exchange.ts';
import type { Moment } from './moment.ts';

const FRAME_HEADER = 9;
const PREFACE = 24;
const DATA = 0;
const HEADERS = 1;
const RST_STREAM = 3;
const GOAWAY = 7;
const CONTINUATION = 9;
const END_STREAM = 1;
const SETTINGS = 4;
const PING = 6;
const WINDOW_UPDATE = 8;
/** The largest frame unless SETTINGS say otherwise (RFC 9113 section 4.2). */
const USUAL_FRAME = 1 << 14;
/** RFC 9113 sections 6.3, 6.4, 6.7 and 6.9. */
const FIXED_LENGTHS: ReadonlyMap<number, number> = new Map([
  [2, 5],
  [RST_STREAM, 4],
  [PING, 8],
  [WINDOW_UPDATE, 4],
]);
/** Bytes that remain of a frame whose end is not known. */
const UNKNOWN: number = 1 << 24;

/** Fields of AppStream as they are used here: recordType frame type, headerLength flags, headerBytes header bytes seen. */
export function readH2c(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  start: number,
  end: number,
  now: Moment,
): void {
  const stream = connection.sides[from].app;
  let at = start;
  if (!stream.tlsSynced) {
    stream.tlsSynced = true;
    // In mid-connection the preface is long past, and a boundary is yet to be found.
    if (connection.roles === 'judged') stream.recordRemaining = UNKNOWN;
    else if (from === connection.clientIndex) stream.recordRemaining = PREFACE;
    stream.recordType = SETTINGS;
  }
  if (stream.recordRemaining === UNKNOWN) {
    if (!looksLikeFrame(view, start, end)) return;
    stream.recordRemaining = 0;
  }
  while (at < end) {
    if (stream.recordRemaining > 0) {
      const taken = Math.min(stream.recordRemaining, end - at);
      stream.recordRemaining -= taken;
      at += taken;
      frameBytes(connection, from, taken, now);
    } else at = headerBytes(connection, from, view, at, end, now);
  }
}

/** Missing bytes: within a frame they are skipped; past its end the boundary is lost until a segment begins with one. */
export function skipH2c(connection: Connection, from: 0 | 1, length: number, now: Moment): void {
  const stream = connection.sides[from].app;
  if (stream.recordRemaining === UNKNOWN) return;
  const within = length <= stream.recordRemaining;
  const bytes = within ? length : stream.recordRemaining;
  stream.recordRemaining -= bytes;
  if (bytes > 0) frameBytes(connection, from, bytes, now);
  if (within) return;
  stream.recordRemaining = UNKNOWN;
  stream.headerBytes = 0;
  // What ended the message may be among what is missing.
  const { exchange } = connection;
  if (from !== connection.clientIndex) exchange.responseKnown = Known.unknown;
  else exchange.requestKnown = Known.unknown;
}

/** Frames that fill the segment to its last byte: no other protocol's messages do that by chance. */
export function isFrameChain(view: DataView, start: number, end: number): boolean {
  let at = start;
  while (at < end && looksLikeFrame(view, at, end)) {
    const length = view.getUint32(at) >>> 8;
    const fixed = FIXED_LENGTHS.get(view.getUint8(at + 3));
    if (fixed !== undefined && length !== fixed) return false;
    at += FRAME_HEADER + length;
  }
  return at === end;
}

/** A frame header of a type that exists, of a usual length, with streams where they belong (RFC 9113 section 4.1). */
function looksLikeFrame(view: DataView, start: number, end: number): boolean {
  if (end - start < FRAME_HEADER) return false;
  const length = view.getUint32(start) >>> 8;
  const type = view.getUint8(start + 3);
  const stream = view.getUint32(start + 5);
  if (length > USUAL_FRAME || type > CONTINUATION || stream >= 0x80000000) return false;
  const ofConnection = type === SETTINGS || type === PING || type === GOAWAY;
  return type === WINDOW_UPDATE || ofConnection === (stream === 0);
}

function headerBytes(
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  start: number,
  end: number,
  now: Moment,
): number {
  const stream = connection.sides[from].app;
  let at = start;
  while (at < end && stream.headerBytes < FRAME_HEADER) {
    const byte = view.getUint8(at++);
    const index = stream.headerBytes++;
    if (index < 3) stream.recordLength = index === 0 ? byte : (stream.recordLength << 8) | byte;
    else if (index === 3) stream.recordType = byte;
    else if (index === 4) stream.headerLength = byte;
  }
  if (stream.headerBytes < FRAME_HEADER) return at;
  stream.headerBytes = 0;
  stream.recordRemaining = stream.recordLength;
  if (stream.recordType === HEADERS && from === connection.clientIndex) connection.openStreams++;
  // RFC 9113 section 5.4.2: one stream is over, whoever reset it; the connection is as well as before.
  else if (stream.recordType === RST_STREAM) closeStream(connection);
  else if (stream.recordType === GOAWAY && from !== connection.clientIndex) connection.noteGoAway(now);
  return at;
}

function frameBytes(connection: Connection, from: 0 | 1, length: number, now: Moment): void {
  const stream = connection.sides[from].app;
  const { exchange } = connection;
  if (stream.recordType !== DATA && stream.recordType !== HEADERS && stream.recordType !== CONTINUATION)
    return;
  if (from === connection.clientIndex) {
    exchange.clientBytes(length, stream.nextSeq, now);
    if ((stream.headerLength & END_STREAM) !== 0 && stream.recordRemaining === 0)
      exchange.requestKnown = Known.complete;
    return;
  }
  exchange.serverBytes(length, now);
  // Behind a gap nobody knows which streams have ended.
  exchange.responseKnown = stream.missingBytes > 0 ? Known.unknown : Known.incomplete;
  if (
    stream.recordRemaining > 0 ||
    (stream.headerLength & END_STREAM) === 0 ||
    stream.recordType === CONTINUATION
  )
    return;
  closeStream(connection);
}

function closeStream(connection: Connection): void {
  connection.openStreams = Math.max(0, connection.openStreams - 1);
  if (connection.openStreams === 0) connection.exchange.responseComplete();
}
