/**
 * Hands each direction's payload to a reader in order, once: retransmissions are trimmed, early segments are kept
 * (copied, bounded) until their predecessor comes, and bytes that the peer acknowledged but the capture lacks are
 * skipped as missing. A passive reader must go on after a hole, so a hole is data too.
 */

import type { AppStream, PendingPayload } from './app-stream.ts';
import type { Connection } from './connection.ts';
import { type Moment, momentAt } from './moment.ts';

const MAX_PENDING_SEGMENTS = 128;
const MAX_PENDING_BYTES = 256 * 1024;

/** Reads payload of one direction in order. `length` counts `start..end` of `view`; `skip` is bytes nobody can see. */
export interface PayloadReader {
  bytes(connection: Connection, from: 0 | 1, view: DataView, start: number, end: number, now: Moment): void;
  skip(connection: Connection, from: 0 | 1, length: number, now: Moment): void;
}

/** Takes one segment's payload: `captured` of its `length` bytes lie at `offset`. */
export function deliver(
  reader: PayloadReader,
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  offset: number,
  captured: number,
  length: number,
  seq: number,
  now: Moment,
): void {
  const stream = connection.sides[from].app;
  if (stream.started && seq === stream.nextSeq && captured === length && stream.pendingBytes === 0) {
    stream.nextSeq = (seq + length) | 0;
    reader.bytes(connection, from, view, offset, offset + length, now);
    return;
  }
  beginStream(connection, from, seq);
  const ahead = (seq - stream.nextSeq) | 0;
  if (ahead > 0) {
    keep(stream, view, offset, captured, length, seq, now);
    if (stream.pendingBytes > MAX_PENDING_BYTES || (stream.pending?.length ?? 0) > MAX_PENDING_SEGMENTS) {
      drainPending(reader, connection, from, true);
    }
    return;
  }
  const repeated = -ahead;
  if (repeated >= length) return;
  const start = offset + Math.min(repeated, captured);
  read(reader, connection, from, view, start, offset + captured, length - repeated, now);
  if (stream.pending !== null) drainPending(reader, connection, from, false);
}

/** The peer acknowledged up to `ack`: what is still missing below it will not come. */
export function acknowledged(reader: PayloadReader, connection: Connection, from: 0 | 1, ack: number): void {
  const stream = connection.sides[from].app;
  const first = stream.pending?.[0];
  if (first !== undefined && ((ack - first.seq) | 0) >= 0) drainPending(reader, connection, from, true);
}

/**
 * The stream begins after the SYN; in mid-stream where the first segment or its acknowledgment said. A first segment
 * that lies one byte before all else was a keep-alive probe (RFC 9293 section 3.8.4), not the byte before a request.
 */
function beginStream(connection: Connection, from: 0 | 1, seq: number): void {
  const stream = connection.sides[from].app;
  if (stream.started) return;
  stream.started = true;
  const side = connection.sides[from];
  const first = (side.baseSeq + 1) | 0;
  const wasProbe = !connection.rolesSeen && ((seq - first) | 0) === 1;
  stream.nextSeq = side.baseSeqKnown && !wasProbe ? first : seq;
}

/** Payload up to `ack` was acknowledged and never captured: skips it. A lone byte is a FIN that was not captured. */
export function skipUnseen(
  reader: PayloadReader,
  connection: Connection,
  from: 0 | 1,
  ack: number,
  now: Moment,
): void {
  const stream = connection.sides[from].app;
  beginStream(connection, from, ack);
  const missing = (ack - stream.nextSeq) | 0;
  if (missing <= 1 || stream.pending !== null) return;
  stream.nextSeq = ack;
  stream.missingBytes += missing;
  reader.skip(connection, from, missing, now);
}

/** Reads kept segments that now follow on; with `overHoles` all of them, holes skipped as missing. */
export function drainPending(
  reader: PayloadReader,
  connection: Connection,
  from: 0 | 1,
  overHoles: boolean,
): void {
  const stream = connection.sides[from].app;
  const pending = stream.pending;
  if (pending === null) return;
  let taken = 0;
  for (const segment of pending) {
    const ahead = (segment.seq - stream.nextSeq) | 0;
    if (ahead > 0 && !overHoles) break;
    if (ahead > 0) {
      stream.missingBytes += ahead;
      stream.nextSeq = segment.seq;
      reader.skip(connection, from, ahead, segment.at);
    }
    readKept(reader, connection, from, segment);
    stream.pendingBytes -= segment.length;
    taken++;
  }
  stream.pending = taken === pending.length ? null : pending.slice(taken);
}

function readKept(reader: PayloadReader, connection: Connection, from: 0 | 1, segment: PendingPayload): void {
  const stream = connection.sides[from].app;
  const repeated = (stream.nextSeq - segment.seq) | 0;
  if (repeated >= segment.length) return;
  const captured = segment.bytes.byteLength;
  const start = Math.min(repeated, captured);
  read(reader, connection, from, segment.bytes, start, captured, segment.length - repeated, segment.at);
}

function read(
  reader: PayloadReader,
  connection: Connection,
  from: 0 | 1,
  view: DataView,
  start: number,
  end: number,
  length: number,
  now: Moment,
): void {
  const stream = connection.sides[from].app;
  stream.nextSeq = (stream.nextSeq + length) | 0;
  if (end > start) reader.bytes(connection, from, view, start, end, now);
  const cut = length - (end - start);
  if (cut > 0) {
    stream.missingBytes += cut;
    reader.skip(connection, from, cut, now);
  }
}

function keep(
  stream: AppStream,
  view: DataView,
  offset: number,
  captured: number,
  length: number,
  seq: number,
  now: Moment,
): void {
  const start = view.byteOffset + offset;
  const bytes = new DataView(view.buffer.slice(start, start + captured) as ArrayBuffer);
  const segment: PendingPayload = { seq, length, bytes, at: momentAt(now.frame, now.timeNs) };
  stream.pendingBytes += length;
  if (stream.pending === null) {
    stream.pending = [segment];
    return;
  }
  let index = stream.pending.length;
  while (index > 0 && (((stream.pending[index - 1] as PendingPayload).seq - seq) | 0) > 0) index--;
  stream.pending.splice(index, 0, segment);
}
