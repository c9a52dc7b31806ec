/**
 * The state of one direction's byte stream above TCP: where in-order reading stands, and how far the TLS record or
 * HTTP message in progress has come. Plain fields, so that a pooled connection allocates nothing in the frame path.
 */
import type { Moment } from './moment.ts';
import { defineRecord, type Layout, layoutOf, type Mark, markOf, View } from './record.ts';

/** A segment that arrived before its predecessor; its bytes are copied because the frame's are about to change. */
export interface PendingPayload {
  seq: number;
  length: number;
  bytes: DataView;
  at: Moment;
}

const fields: Layout = layoutOf({
  ints: [
    'nextSeq',
    'pendingBytes',
    'recordRemaining',
    'recordType',
    'recordLength',
    'headerBytes',
    'headerType',
    'headerLength',
    'headerBroken',
    'applicationRecords',
    'bodyMode',
    'chunkLineLength',
    'headLength',
  ],
  flags: ['started', 'tlsSynced', 'lastRecordIsAlert', 'isTurn', 'changedCipher'],
  floats: ['missingBytes', 'bodyRemaining', 'chunkSize'],
  marks: ['alert'],
  hot: [
    'nextSeq',
    'pendingBytes',
    'recordRemaining',
    'recordType',
    'recordLength',
    'headerBytes',
    'headerType',
    'headerLength',
    'headerBroken',
    'applicationRecords',
    'started',
    'tlsSynced',
    'isTurn',
    'lastRecordIsAlert',
  ],
});

export class AppStream extends View {
  /** Sequence number of the next byte to be read in order; valid when `started`. */
  declare started: boolean;
  declare nextSeq: number;
  declare pendingBytes: number;
  /** Payload bytes that are in the connection but not in the capture (lost frames, snap length). */
  declare missingBytes: number;

  // TLS records (RFC 8446 section 5.1).
  /** False until a record boundary is known; in mid-stream it is looked for at the start of segments. */
  declare tlsSynced: boolean;
  /** Bytes of the current record's body still to come. */
  declare recordRemaining: number;
  declare recordType: number;
  declare recordLength: number;
  /** Bytes of the next record header seen so far, 0..4, and their values. */
  declare headerBytes: number;
  declare headerType: number;
  declare headerLength: number;
  declare headerBroken: number;
  /** The record in progress is part of a turn. */
  declare isTurn: boolean;
  declare changedCipher: boolean;
  declare applicationRecords: number;
  /** Last record looked like an alert: a close_notify where a FIN follows. */
  declare lastRecordIsAlert: boolean;
  /** The latest record that looked like an alert. */
  readonly alert: Mark = markOf(this, fields, 'alert');

  // HTTP/1 messages (RFC 9112); see http1-stream.ts.
  declare bodyMode: number;
  declare bodyRemaining: number;
  declare chunkLineLength: number;
  declare chunkSize: number;
  declare headLength: number;

  /** What numbers cannot hold; belongs to the connection's extras. */
  owner: { extras: { streams: readonly [StreamObjects, StreamObjects] } } | null = null;
  index: 0 | 1 = 0;

  private get objects(): StreamObjects {
    return (this.owner as NonNullable<typeof this.owner>).extras.streams[this.index];
  }

  get pending(): PendingPayload[] | null {
    return this.pendingBytes === 0 ? null : this.objects.pending;
  }

  set pending(value: PendingPayload[] | null) {
    this.objects.pending = value;
  }

  get head(): Uint8Array | null {
    return this.objects.head;
  }

  set head(value: Uint8Array | null) {
    this.objects.head = value;
  }
}

/** Segments that came early, and a message head (or TLS hello) that straddles segments. */
export class StreamObjects {
  pending: PendingPayload[] | null = null;
  head: Uint8Array | null = null;
}

export const appStreamLayout: Layout = fields;
defineRecord(AppStream.prototype, fields);
