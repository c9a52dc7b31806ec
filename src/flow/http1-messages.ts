/** HTTP/1 messages and turns: what the bytes of a message, and its end, mean for the exchange. */
import type { AppStream } from './app-stream.ts';
import type { Connection } from './connection.ts';
import { Known, TurnState } from './exchange.ts';
import { type Moment, momentAt } from './moment.ts';

/** What the next bytes of a direction are. */
export const Body = {
  head: 0,
  length: 1,
  chunkSize: 2,
  chunkData: 3,
  untilClose: 4,
  tunnel: 5,
  lost: 6,
  trailers: 7,
} as const;

/** Message bytes advance the turn; what is left of a request after its response began does not start a new one. */
export function messageBytes(connection: Connection, from: 0 | 1, length: number, now: Moment): void {
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

export function endMessage(connection: Connection, from: 0 | 1, now: Moment): void {
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
