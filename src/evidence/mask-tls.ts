/**
 * TLS (RFC 8446): record headers, plaintext alerts and the parameters of the hellos stay; certificates, tickets, keys and
 * all that is encrypted become zeros.
 */
import { blank, type HostName, type Masker, nextStart, textOf, writeText } from './masker.ts';

const HEADER = 5;
const MAX_RECORD = 16_384 + 2048;
const CHANGE_CIPHER_SPEC = 20;
const ALERT = 21;
const HANDSHAKE = 22;
const HEARTBEAT = 24;
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const SERVER_NAME = 0;
const ALPN = 16;
/** Extensions that negotiate and say nothing about anybody: groups, point formats, signature algorithms, versions. */
const keptExtensions: ReadonlySet<number> = new Set([10, 11, 13, 43]);
/** A hello's version, random and the length of its session id. */
const HELLO_FIXED = 4 + 2 + 32 + 1;

export function startsLikeTls(view: DataView, at: number, end: number): boolean {
  if (end - at < HEADER) return false;
  const type = view.getUint8(at);
  return (
    type >= CHANGE_CIPHER_SPEC &&
    type <= HEARTBEAT &&
    view.getUint8(at + 1) === 3 &&
    view.getUint8(at + 2) <= 4 &&
    view.getUint16(at + 3) <= MAX_RECORD
  );
}

export class TlsMasker implements Masker {
  private readonly hostName: HostName;
  /** Bytes of the current record that are still to come; -1 while no record boundary is known. */
  private remaining = 0;
  private encrypted = false;

  constructor(hostName: HostName) {
    this.hostName = hostName;
  }

  bytes(run: DataView, start: number, end: number, segments: readonly number[]): void {
    let at = start;
    while (at < end) {
      if (this.remaining > 0) {
        const stop = Math.min(end, at + this.remaining);
        blank(run, at, stop);
        this.remaining -= stop - at;
        at = stop;
      } else if (this.remaining === 0 && startsLikeTls(run, at, end)) at = this.record(run, at, end);
      else at = this.findRecord(run, at, end, segments);
    }
  }

  skip(length: number): void {
    this.remaining = length <= this.remaining ? this.remaining - length : -1;
  }

  private findRecord(run: DataView, at: number, end: number, segments: readonly number[]): number {
    const from = this.remaining === 0 ? at + 1 : at;
    const next = nextStart(segments, from, end, (start) => startsLikeTls(run, start, end));
    blank(run, at, next);
    this.remaining = next < end ? 0 : -1;
    return next;
  }

  /** Returns where the next record begins, or the end of the run. */
  private record(run: DataView, at: number, end: number): number {
    const type = run.getUint8(at);
    const length = run.getUint16(at + 3);
    const body = at + HEADER;
    const stop = Math.min(end, body + length);
    if (type === CHANGE_CIPHER_SPEC) this.encrypted = true;
    const staysAsItIs = type === CHANGE_CIPHER_SPEC ? length === 1 : type === ALERT && length === 2;
    if (type === HANDSHAKE && !this.encrypted && stop === body + length) this.handshake(run, body, stop);
    else if (!staysAsItIs) blank(run, body, stop);
    this.remaining = body + length - stop;
    return stop;
  }

  /** Several messages may share a record; of one that goes beyond it only the header stays. */
  private handshake(run: DataView, start: number, end: number): void {
    let at = start;
    while (at + 4 <= end) {
      const type = run.getUint8(at);
      const stop = Math.min(end, at + 4 + ((run.getUint8(at + 1) << 16) | run.getUint16(at + 2)));
      if (type === CLIENT_HELLO || type === SERVER_HELLO) this.hello(run, at, stop, type === CLIENT_HELLO);
      else blank(run, at + 4, stop);
      at = stop;
    }
    blank(run, at, end);
  }

  private hello(run: DataView, start: number, end: number, isClient: boolean): void {
    let at = start + HELLO_FIXED;
    if (at > end) {
      blank(run, start + 4, end);
      return;
    }
    const sessionEnd = Math.min(end, at + run.getUint8(at - 1));
    blank(run, at, sessionEnd);
    at = sessionEnd;
    // Cipher suites and compression methods: lists of the client, one choice each of the server.
    if (!isClient) at += 3;
    else {
      at += at + 2 <= end ? 2 + run.getUint16(at) : 2;
      at += at + 1 <= end ? 1 + run.getUint8(at) : 1;
    }
    this.extensions(run, at + 2, end, isClient);
  }

  private extensions(run: DataView, start: number, end: number, isClient: boolean): void {
    let at = start;
    while (at + 4 <= end) {
      const type = run.getUint16(at);
      const stop = Math.min(end, at + 4 + run.getUint16(at + 2));
      if (type === SERVER_NAME && isClient && stop - at > 9) {
        // Length of the list, type and length of its one entry stand before the name (RFC 6066 section 3).
        writeText(run, at + 9, stop, this.hostName(textOf(run, at + 9, stop)));
      } else if (type === ALPN) maskProtocols(run, at + 6, stop);
      else if (!keptExtensions.has(type)) blank(run, at + 4, stop);
      at = stop;
    }
    blank(run, at, end);
  }
}

/** Protocols that everybody may negotiate (IANA's TLS ALPN ids); others may be names of somebody's own. */
export const publicProtocols: ReadonlySet<string> = new Set([
  'h2',
  'h3',
  'http/1.1',
  'http/1.0',
  'acme-tls/1',
]);

/** A list of names, each behind its length (RFC 7301 section 3.1). */
function maskProtocols(run: DataView, start: number, end: number): void {
  let at = start;
  while (at < end) {
    const stop = Math.min(end, at + 1 + run.getUint8(at));
    if (!publicProtocols.has(textOf(run, at + 1, stop))) blank(run, at + 1, stop, 0x78);
    at = stop;
  }
}
