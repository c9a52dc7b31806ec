/**
 * HTTP/1 messages of one connection (RFC 9112 section 6: message body length), read passively: no message is ever
 * rejected; where framing is lost, payload direction takes over until a start-line is seen again.
 */
import type { Connection } from './connection.ts';
import { passOn, readChunkData, readChunkLine, readFixed } from './http1-body.ts';
import { readHead, startsMessage, takeCutHead } from './http1-heads.ts';
import { Body, endMessage, messageBytes } from './http1-messages.ts';
import type { Moment } from './moment.ts';

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
