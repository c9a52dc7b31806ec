/** Bodies of HTTP/1 messages (RFC 9112 section 6): by length, in chunks, until close. */
import type { AppStream } from './app-stream.ts';
import type { Connection } from './connection.ts';
import { Body, endMessage, messageBytes } from './http1-messages.ts';
import type { Moment } from './moment.ts';

const LF = 0x0a;

export function setBodyMode(
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

export function readFixed(connection: Connection, from: 0 | 1, at: number, end: number, now: Moment): number {
  const stream = connection.sides[from].app;
  const taken = Math.min(stream.bodyRemaining, end - at);
  stream.bodyRemaining -= taken;
  messageBytes(connection, from, taken, now);
  if (stream.bodyRemaining === 0) endMessage(connection, from, now);
  return at + taken;
}

/** A chunk-size line or a trailer line (RFC 9112 section 7.1); only hexadecimal digits before ";" count. */
export function readChunkLine(
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

export function readChunkData(
  connection: Connection,
  from: 0 | 1,
  at: number,
  end: number,
  now: Moment,
): number {
  const stream = connection.sides[from].app;
  const taken = Math.min(stream.bodyRemaining, end - at);
  stream.bodyRemaining -= taken;
  messageBytes(connection, from, taken, now);
  if (stream.bodyRemaining === 0) stream.bodyMode = Body.chunkSize;
  return at + taken;
}

export function passOn(connection: Connection, from: 0 | 1, at: number, end: number, now: Moment): number {
  messageBytes(connection, from, end - at, now);
  return end;
}
