/**
 * Payload without its content: what says where messages begin and end stays, everything else is overwritten, and no
 * length changes. That is why a pack gives the same verdicts as the capture it came from, and shows nobody's data.
 */

/** One direction of a connection in one protocol. All methods overwrite in place. */
export interface Masker {
  /**
   * The next bytes in order, `start..end` of a run without holes; `segments` holds the offsets in it at which segments
   * begin, where a message boundary can be found again after a hole.
   */
  bytes(run: DataView, start: number, end: number, segments: readonly number[]): void;
  /** So many bytes are missing. */
  skip(length: number): void;
}

/** What may stay of a host's name; a text of the same length. */
export type HostName = (name: string) => string;

export function blank(view: DataView, start: number, end: number, filler: number = 0): void {
  for (let at = start; at < end; at++) view.setUint8(at, filler);
}

/** The first segment at or behind `from` that looks like the beginning of something; `end` where none does. */
export function nextStart(
  segments: readonly number[],
  from: number,
  end: number,
  isStart: (at: number) => boolean,
): number {
  for (const at of segments) if (at >= from && at < end && isStart(at)) return at;
  return end;
}

export function textOf(view: DataView, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(view.getUint8(at));
  return text;
}

/** Writes `text` at `start`, not behind `end`. */
export function writeText(view: DataView, start: number, end: number, text: string): void {
  for (let at = start; at < end; at++) view.setUint8(at, text.charCodeAt(at - start) & 0xff || 0x78);
}
