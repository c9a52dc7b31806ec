/**
 * The state of one direction's byte stream above TCP: where in-order reading stands, and how far the TLS record or
 * HTTP message in progress has come. Plain fields, so that a pooled connection allocates nothing in the frame path.
 */

/** A segment that arrived before its predecessor; its bytes are copied because the frame's are about to change. */
export interface PendingPayload {
  seq: number;
  length: number;
  bytes: DataView;
  frame: number;
  timeNs: number;
}

export class AppStream {
  /** Sequence number of the next byte to be read in order; valid when `started`. */
  started = false;
  nextSeq = 0;
  pending: PendingPayload[] | null = null;
  pendingBytes = 0;
  /** Payload bytes that are in the connection but not in the capture (lost frames, snap length). */
  missingBytes = 0;

  // TLS records (RFC 8446 section 5.1).
  /** False until a record boundary is known; in mid-stream it is looked for at the start of segments. */
  tlsSynced = false;
  /** Bytes of the current record's body still to come. */
  recordRemaining = 0;
  recordType = 0;
  recordLength = 0;
  /** Bytes of the next record header seen so far, 0..4, and their values. */
  headerBytes = 0;
  headerType = 0;
  headerLength = 0;
  headerBroken = 0;
  applicationRecords = 0;
  sawChangeCipherSpec = false;
  /** Last record looked like an alert: a close_notify where a FIN follows. */
  lastRecordIsAlert = false;
  closeNotify = false;
  fatalAlert = 0;
  handshakeRecords = 0;

  // HTTP/1 messages (RFC 9112); see http1-stream.ts.
  bodyMode = 0;
  bodyRemaining = 0;
  chunkLineLength = 0;
  chunkSize = 0;
  head: Uint8Array | null = null;
  headLength = 0;

  reset(): void {
    this.started = false;
    this.nextSeq = 0;
    this.pending = null;
    this.pendingBytes = 0;
    this.missingBytes = 0;
    this.tlsSynced = false;
    this.recordRemaining = 0;
    this.recordType = 0;
    this.recordLength = 0;
    this.headerBytes = 0;
    this.headerType = 0;
    this.headerLength = 0;
    this.headerBroken = 0;
    this.applicationRecords = 0;
    this.sawChangeCipherSpec = false;
    this.lastRecordIsAlert = false;
    this.closeNotify = false;
    this.fatalAlert = 0;
    this.handshakeRecords = 0;
    this.bodyMode = 0;
    this.bodyRemaining = 0;
    this.chunkLineLength = 0;
    this.chunkSize = 0;
    this.head = null;
    this.headLength = 0;
  }
}
