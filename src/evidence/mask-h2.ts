/**
 * Cleartext HTTP/2 (RFC 9113): the preface, frame headers and the frames that steer the connection stay. Header blocks
 * become a repeated entry of HPACK's static table, which every reader can decode; data becomes zeros.
 */
import { blank, type Masker } from './masker.ts';

const FRAME_HEADER = 9;
const PREFACE = 24;
const DATA = 0;
const HEADERS = 1;
const PUSH_PROMISE = 5;
const GOAWAY = 7;
const CONTINUATION = 9;
const PADDED = 8;
const PRIORITY_FLAG = 0x20;
/** PRIORITY, RST_STREAM, SETTINGS, PING and WINDOW_UPDATE hold numbers only. */
const keptTypes: ReadonlySet<number> = new Set([2, 3, 4, 6, 8]);
/** RFC 7541 section 6.1: indexed entries 2 (`:method: GET`) and 8 (`:status: 200`). */
const METHOD_GET = 0x82;
const STATUS_200 = 0x88;

export function startsLikePreface(view: DataView, at: number, end: number): boolean {
  return end - at >= 14 && view.getUint32(at) === 0x50524920 && view.getUint32(at + 4) === 0x2a204854;
}

/** A server's preface is a SETTINGS frame on stream 0 (RFC 9113 section 3.4). */
export function startsLikeSettings(view: DataView, at: number, end: number): boolean {
  return end - at >= FRAME_HEADER && view.getUint8(at + 3) === 4 && view.getUint32(at + 5) === 0;
}

export class H2Masker implements Masker {
  private readonly filler: number;
  /** Bytes of the preface or of the current frame that are still to come, and how many of them stay. */
  private remaining: number;
  private kept: number;
  private fill = 0;
  /** Behind a hole no frame boundary can be found. */
  private lost = false;

  constructor(isClient: boolean) {
    this.filler = isClient ? METHOD_GET : STATUS_200;
    this.remaining = isClient ? PREFACE : 0;
    this.kept = this.remaining;
  }

  bytes(run: DataView, start: number, end: number): void {
    let at = start;
    while (at < end && !this.lost) {
      if (this.remaining === 0) at = this.frameHeader(run, at, end);
      else at = this.frameBytes(run, at, end);
    }
    blank(run, at, end);
  }

  skip(length: number): void {
    if (length > this.remaining) this.lost = true;
    this.remaining -= Math.min(length, this.remaining);
    this.kept = 0;
  }

  private frameHeader(run: DataView, at: number, end: number): number {
    if (end - at < FRAME_HEADER) {
      this.lost = true;
      return at;
    }
    const type = run.getUint8(at + 3);
    const flags = run.getUint8(at + 4);
    this.remaining = (run.getUint16(at) << 8) | run.getUint8(at + 2);
    this.kept = keptTypes.has(type) ? this.remaining : type === GOAWAY ? Math.min(8, this.remaining) : 0;
    this.fill = type === DATA ? 0 : this.fillerOf(type);
    const body = at + FRAME_HEADER;
    if (type === HEADERS || type === PUSH_PROMISE || type === DATA)
      return this.prefix(run, body, end, type, flags);
    return body;
  }

  private fillerOf(type: number): number {
    return type === HEADERS || type === CONTINUATION || type === PUSH_PROMISE ? this.filler : 0;
  }

  /** Padding length, priority and promised stream stand before a header block: no padding, and the numbers as they are. */
  private prefix(run: DataView, body: number, end: number, type: number, flags: number): number {
    let at = body;
    if ((flags & PADDED) !== 0 && at < end) run.setUint8(at++, 0);
    if (type === HEADERS && (flags & PRIORITY_FLAG) !== 0) at += 5;
    if (type === PUSH_PROMISE) at += 4;
    const stop = Math.min(at, end, body + this.remaining);
    this.remaining -= stop - body;
    return stop;
  }

  private frameBytes(run: DataView, at: number, end: number): number {
    const keptEnd = Math.min(end, at + Math.min(this.kept, this.remaining));
    const stop = Math.min(end, at + this.remaining);
    blank(run, keptEnd, stop, this.fill);
    this.kept -= keptEnd - at;
    this.remaining -= stop - at;
    return stop;
  }
}
