/** HTTP/2 frames (RFC 9113 section 4): as much as a client needs to ask for a page and to see how it is treated. */
import { bytesOf } from './ascii.ts';

export const FrameType = {
  Data: 0,
  Headers: 1,
  RstStream: 3,
  Settings: 4,
  Ping: 6,
  GoAway: 7,
  WindowUpdate: 8,
  Continuation: 9,
} as const;

export const endStream = 0x1;
export const ack = 0x1;
export const endHeaders = 0x4;
const padded = 0x8;
const priority = 0x20;

/** RFC 9113 section 6.5.2, by number. */
const settingNames: ReadonlyMap<number, string> = new Map([
  [1, 'HEADER_TABLE_SIZE'],
  [2, 'ENABLE_PUSH'],
  [3, 'MAX_CONCURRENT_STREAMS'],
  [4, 'INITIAL_WINDOW_SIZE'],
  [5, 'MAX_FRAME_SIZE'],
  [6, 'MAX_HEADER_LIST_SIZE'],
  [8, 'ENABLE_CONNECT_PROTOCOL'],
]);

export interface Frame {
  type: number;
  flags: number;
  streamId: number;
  payload: Uint8Array;
}

const headBytes = 9;
/** SETTINGS_MAX_FRAME_SIZE by default, which is what we allow. */
const mostPayloadBytes = 16_384;

/** Cuts a stream of bytes into frames; `broken` where it cannot be HTTP/2. */
export class FrameReader {
  broken = false;
  #pending: Uint8Array = new Uint8Array(0);

  push(bytes: Uint8Array): Frame[] {
    const all = new Uint8Array(this.#pending.length + bytes.length);
    all.set(this.#pending);
    all.set(bytes, this.#pending.length);
    const view = new DataView(all.buffer);
    const frames: Frame[] = [];
    let at = 0;
    while (!this.broken && all.length - at >= headBytes) {
      const length = view.getUint32(at) >>> 8;
      this.broken = length > mostPayloadBytes;
      const end = at + headBytes + length;
      if (this.broken || all.length < end) break;
      frames.push({
        type: view.getUint8(at + 3),
        flags: view.getUint8(at + 4),
        streamId: view.getUint32(at + 5) & 0x7fff_ffff,
        payload: all.slice(at + headBytes, end),
      });
      at = end;
    }
    this.#pending = this.broken ? new Uint8Array(0) : all.slice(at);
    return frames;
  }
}

export function frame(type: number, flags: number, streamId: number, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(headBytes + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, (payload.length << 8) | type);
  view.setUint8(4, flags);
  view.setUint32(5, streamId);
  bytes.set(payload, headBytes);
  return bytes;
}

/** The connection preface (section 3.4) and our settings: no push, no dynamic table, so that no state is needed to read. */
export const preface: Uint8Array = joined(
  bytesOf('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  frame(FrameType.Settings, 0, 0, new Uint8Array([0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0])),
);

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** The number at an offset; 0 where the frame is too short. */
export function uint32At(payload: Uint8Array, offset: number): number {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  return offset + 4 <= payload.length ? view.getUint32(offset) : 0;
}

/** The settings of a SETTINGS frame, by name; unknown ones are passed over. */
export function settingsOf(payload: Uint8Array): Record<string, number> {
  const found: Record<string, number> = {};
  for (let at = 0; at + 6 <= payload.length; at += 6) {
    const name = settingNames.get(((payload[at] ?? 0) << 8) | (payload[at + 1] ?? 0));
    if (name !== undefined) found[name] = uint32At(payload, at + 2);
  }
  return found;
}

/** The field block of a HEADERS frame, without padding and priority (section 6.2). */
export function fieldBlock({ flags, payload }: Frame): Uint8Array {
  const padBytes = (flags & padded) === 0 ? 0 : (payload[0] ?? 0);
  const start = ((flags & padded) === 0 ? 0 : 1) + ((flags & priority) === 0 ? 0 : 5);
  return payload.subarray(start, Math.max(start, payload.length - padBytes));
}

const errorNames = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
];

/** RFC 9113 section 7. */
export function errorName(code: number): string {
  return errorNames[code] ?? `0x${code.toString(16)}`;
}
