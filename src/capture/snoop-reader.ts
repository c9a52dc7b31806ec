/**
 * Solaris snoop (RFC 1761), version 2: a file header, then frames, each behind a 24-byte header; all big-endian:
 *
 *     original length  included length  record length  cumulative drops  seconds  microseconds
 */
import type { CaptureSummary } from './frame-cursor.ts';
import { type FormatReader, type FrameWindow, MAX_FRAME_LENGTH } from './frame-window.ts';
import { Resync, type Verdict } from './resync.ts';

const FILE_HEADER_LENGTH = 16;
const HEADER_LENGTH = 24;
/** Frames are padded to four bytes; some writers pad to more. */
const MAX_PADDING = 64;
/** RFC 1761 data link types that have a LINKTYPE_ number: 802.3 and Ethernet, token ring, FDDI. */
const LINK_TYPES: Readonly<Record<number, number>> = { 0: 1, 2: 6, 4: 1, 8: 10 };
const LINK_TYPE_UNKNOWN = 0xffff;

export function isSnoop(view: DataView, offset: number): boolean {
  return view.getUint32(offset) === 0x736e6f6f && view.getUint32(offset + 4) === 0x70000000;
}

/** Null while the file header is not there. */
export function openSnoop(window: FrameWindow): SnoopReader | null {
  if (!window.need(FILE_HEADER_LENGTH)) return null;
  const { view, position } = window;
  const version = view.getUint32(position + 8);
  const dataLink = view.getUint32(position + 12);
  window.position += FILE_HEADER_LENGTH;
  window.linkType = LINK_TYPES[dataLink] ?? LINK_TYPE_UNKNOWN;
  if (window.linkType === LINK_TYPE_UNKNOWN)
    window.warn(`The snoop data link type ${dataLink} is not known.`);
  if (version !== 2) {
    window.warn(`Snoop version ${version} is not read, only version 2 (RFC 1761).`);
    window.stop();
  }
  return new SnoopReader();
}

class SnoopReader implements FormatReader {
  private epochSeconds = 0;
  private epochMicroseconds = 0;
  private drops = 0;
  private readonly resync: Resync = new Resync();

  next(window: FrameWindow): boolean {
    if (this.resync.active) return this.recover(window);
    if (!window.need(HEADER_LENGTH)) return this.atEnd(window);
    if (!this.isPlausible(window, window.position)) return this.damaged(window);
    const length = window.view.getUint32(window.position + 8);
    if (!window.need(length)) return this.atEnd(window);

    const { view, position } = window;
    const seconds = view.getUint32(position + 16);
    const microseconds = view.getUint32(position + 20);
    if (window.frameNumber === 0) {
      this.epochSeconds = seconds;
      this.epochMicroseconds = microseconds;
    }
    this.drops = view.getUint32(position + 12);
    window.timeNs = (seconds - this.epochSeconds) * 1e9 + (microseconds - this.epochMicroseconds) * 1000;
    window.originalLength = view.getUint32(position);
    window.capturedLength = view.getUint32(position + 4);
    window.offset = position + HEADER_LENGTH;
    window.position = position + length;
    window.frameNumber++;
    return true;
  }

  summarise(summary: CaptureSummary, window: FrameWindow): void {
    summary.frames = window.frameNumber;
    summary.framesByLinkType.set(window.linkType, window.frameNumber);
    summary.droppedFrames = this.drops;
    summary.epochNs = BigInt(this.epochSeconds) * 1_000_000_000n + BigInt(this.epochMicroseconds) * 1000n;
  }

  /** Too few bytes for the frame: more will come, or the file is cut, or the length lied and frames lie behind it. */
  private atEnd(window: FrameWindow): boolean {
    if (!window.ended || !window.unfinished) return false;
    this.resync.begin(window, 'cut');
    return this.recover(window);
  }

  private damaged(window: FrameWindow): boolean {
    this.resync.begin(window, 'damaged');
    return this.recover(window);
  }

  private recover(window: FrameWindow): boolean {
    return this.resync.search(window, (at) => this.judge(at)) && this.next(window);
  }

  /** Believes a frame header if another one, or the end of the file, follows where it says. */
  private judge(window: FrameWindow): Verdict {
    if (!window.need(HEADER_LENGTH)) return window.ended ? 'nothing' : 'more-bytes-needed';
    if (!this.isPlausible(window, window.position)) return 'nothing';
    const length = window.view.getUint32(window.position + 8);
    if (window.need(length + HEADER_LENGTH)) {
      return this.isPlausible(window, window.position + length) ? 'frame' : 'nothing';
    }
    if (!window.ended) return 'more-bytes-needed';
    return window.end - window.position === length ? 'frame' : 'nothing';
  }

  /** The header's three lengths agree. */
  private isPlausible({ view }: FrameWindow, offset: number): boolean {
    const includedLength = view.getUint32(offset + 4);
    const padding = view.getUint32(offset + 8) - HEADER_LENGTH - includedLength;
    return (
      includedLength <= MAX_FRAME_LENGTH &&
      includedLength <= view.getUint32(offset) &&
      padding >= 0 &&
      padding <= MAX_PADDING
    );
  }
}
