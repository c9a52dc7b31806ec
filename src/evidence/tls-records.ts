/**
 * Which TLS records begin in a segment (RFC 8446 section 5.1), for labels. Headers are followed from record to record;
 * where bytes are missing the next segment that begins like a record is where it goes on.
 */
import { alertName } from '../wire/tls-alerts.ts';
import { runs } from './runs.ts';

const HEADER = 5;
const MAX_RECORD = 16_384 + 2048;
const CHANGE_CIPHER_SPEC = 20;
const ALERT = 21;

const APPLICATION_DATA = 23;
const HEARTBEAT = 24;

const handshakeNames: Readonly<Record<number, string>> = {
  0: 'HelloRequest',
  1: 'ClientHello',
  2: 'ServerHello',
  4: 'NewSessionTicket',
  11: 'Certificate',
  12: 'ServerKeyExchange',
  13: 'CertificateRequest',
  14: 'ServerHelloDone',
  15: 'CertificateVerify',
  16: 'ClientKeyExchange',
  20: 'Finished',
  22: 'CertificateStatus',
};

/** One direction of a connection. */
export class TlsRecords {
  /** Sequence number of the next record's header; valid when `synced`. */
  private next = 0;
  private synced = false;
  private encrypted = false;

  /** Names of the records whose header begins in `start..end`, the payload at `seq`; "Application Data ×3" for a run. */
  read(view: DataView, start: number, end: number, seq: number): string[] {
    const names: string[] = [];
    let at = start + (this.synced ? (this.next - seq) | 0 : 0);
    // Bytes that came before are a retransmission; a header behind this segment is for a later one.
    if (at < start || !(this.synced || isHeader(view, at, end))) {
      if (!isHeader(view, start, end)) return names;
      at = start;
    }
    while (at + HEADER <= end) {
      if (!isHeader(view, at, end)) {
        this.synced = false;
        return runs(names);
      }
      names.push(this.nameOf(view, at, end));
      at += HEADER + view.getUint16(at + 3);
      this.synced = true;
    }
    // A header that straddles segments is found again at its own first byte, or not at all.
    this.next = (seq + (at - start)) | 0;
    if (at < end) this.synced = false;
    return runs(names);
  }

  private nameOf(view: DataView, at: number, end: number): string {
    const length = view.getUint16(at + 3);
    const type = view.getUint8(at);
    if (type === APPLICATION_DATA) return 'Application Data';
    if (type === CHANGE_CIPHER_SPEC) {
      this.encrypted = true;
      return 'ChangeCipherSpec';
    }
    if (type === ALERT) {
      const isPlain = length === 2 && at + HEADER + 2 <= end;
      return isPlain ? `Alert ${alertName(view.getUint8(at + HEADER + 1))}` : 'Alert (encrypted)';
    }
    if (type === HEARTBEAT) return 'Heartbeat';
    if (this.encrypted || at + HEADER >= end) return 'Handshake (encrypted)';
    return handshakeNames[view.getUint8(at + HEADER)] ?? 'Handshake (encrypted)';
  }
}

function isHeader(view: DataView, at: number, end: number): boolean {
  return (
    at + HEADER <= end &&
    view.getUint8(at) >= CHANGE_CIPHER_SPEC &&
    view.getUint8(at) <= HEARTBEAT &&
    view.getUint8(at + 1) === 3 &&
    view.getUint8(at + 2) <= 4 &&
    view.getUint16(at + 3) <= MAX_RECORD
  );
}
