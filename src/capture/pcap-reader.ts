/**
 * The classic capture file (https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcap/): a file header, then frames, each
 * behind a 16-byte header:
 *
 *     seconds  fraction  captured length  original length     each 32 bits, in the byte order of the writing machine
 *
 * Also with nanoseconds, and with the longer frame header of Kuznetzov's patched libpcap (magic a1b2cd34, 24 bytes).
 */
import type { CaptureSummary, RecordLayout } from './frame-cursor.ts';
import { type FormatReader, type FrameWindow, MAX_FRAME_LENGTH } from './frame-window.ts';
import { Resync, type Verdict } from './resync.ts';

const FILE_HEADER_LENGTH = 24;
const MAGIC_MICROSECONDS = 0xa1b2c3d4;
const MAGIC_NANOSECONDS = 0xa1b23c4d;
const MAGIC_MODIFIED = 0xa1b2cd34;
const MAGICS = [MAGIC_MICROSECONDS, MAGIC_NANOSECONDS, MAGIC_MODIFIED];
/** The upper bits of the link type field say whether and how long a frame check sequence is. */
const LINK_TYPE_MASK = 0xffff;
/** Behind damage, a frame is believed only if its clock is this near the first one's or the last one's. */
const PLAUSIBLE_GAP_S = 30 * 86_400;

export function isPcap(view: DataView, offset: number): boolean {
  return MAGICS.includes(view.getUint32(offset, true)) || MAGICS.includes(view.getUint32(offset, false));
}

/** Null while the file header is not there. */
export function openPcap(window: FrameWindow): PcapReader | null {
  if (!window.need(FILE_HEADER_LENGTH)) return null;
  const { view, position } = window;
  const littleEndian = MAGICS.includes(view.getUint32(position, true));
  window.position += FILE_HEADER_LENGTH;
  window.linkType = view.getUint32(position + 20, littleEndian) & LINK_TYPE_MASK;
  return new PcapReader(view.getUint32(position, littleEndian), littleEndian);
}

export class PcapReader implements FormatReader, RecordLayout {
  readonly littleEndian: boolean;
  readonly headerLength: number;
  readonly nsPerFraction: number;
  epochSeconds = 0;
  epochFraction = 0;
  lastSeconds = 0;
  private readonly resync: Resync = new Resync();

  constructor(magic: number, littleEndian: boolean) {
    this.littleEndian = littleEndian;
    this.headerLength = magic === MAGIC_MODIFIED ? 24 : 16;
    this.nsPerFraction = magic === MAGIC_NANOSECONDS ? 1 : 1000;
  }

  /** After the first frame, where nothing is damaged. */
  get isRun(): boolean {
    return !this.resync.active;
  }

  next(window: FrameWindow): boolean {
    if (this.resync.active) return this.recover(window);
    const { headerLength, littleEndian } = this;
    if (window.end - window.position < headerLength && !window.need(headerLength)) return this.atEnd(window);
    const capturedLength = window.view.getUint32(window.position + 8, littleEndian);
    if (capturedLength === 0 || capturedLength > MAX_FRAME_LENGTH) {
      if (!this.isEmptyFrame(window)) return this.damaged(window);
    }
    const length = headerLength + capturedLength;
    if (window.end - window.position < length && !window.need(length)) return this.atEnd(window);

    const { view, position } = window;
    const seconds = view.getUint32(position, littleEndian);
    const fraction = view.getUint32(position + 4, littleEndian);
    if (window.frameNumber === 0) {
      this.epochSeconds = seconds;
      this.epochFraction = fraction;
    }
    this.lastSeconds = seconds;
    window.timeNs =
      (seconds - this.epochSeconds) * 1e9 + (fraction - this.epochFraction) * this.nsPerFraction;
    window.capturedLength = capturedLength;
    window.originalLength = view.getUint32(position + 12, littleEndian);
    window.offset = position + headerLength;
    window.position = position + length;
    window.frameNumber++;
    return true;
  }

  summarise(summary: CaptureSummary, window: FrameWindow): void {
    summary.frames = window.frameNumber;
    summary.framesByLinkType.set(window.linkType, window.frameNumber);
    summary.epochNs =
      BigInt(this.epochSeconds) * 1_000_000_000n + BigInt(this.epochFraction) * BigInt(this.nsPerFraction);
  }

  /** A frame of no bytes is odd but legal; a header of zeros alone is a hole in the file. */
  private isEmptyFrame({ view, position }: FrameWindow): boolean {
    return (
      view.getUint32(position + 8) === 0 &&
      (view.getUint32(position) !== 0 || view.getUint32(position + 12) !== 0)
    );
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
    const { headerLength } = this;
    if (!window.need(headerLength)) return window.ended ? 'nothing' : 'more-bytes-needed';
    if (!this.isPlausible(window, window.position)) return 'nothing';
    const length = headerLength + window.view.getUint32(window.position + 8, this.littleEndian);
    if (window.need(length + headerLength)) {
      return this.isPlausible(window, window.position + length) ? 'frame' : 'nothing';
    }
    if (!window.ended) return 'more-bytes-needed';
    return window.end - window.position === length ? 'frame' : 'nothing';
  }

  private isPlausible({ view, frameNumber }: FrameWindow, offset: number): boolean {
    const seconds = view.getUint32(offset, this.littleEndian);
    const capturedLength = view.getUint32(offset + 8, this.littleEndian);
    const originalLength = view.getUint32(offset + 12, this.littleEndian);
    return (
      capturedLength > 0 &&
      capturedLength <= originalLength &&
      originalLength <= MAX_FRAME_LENGTH &&
      view.getUint32(offset + 4, this.littleEndian) * this.nsPerFraction < 1e9 &&
      (frameNumber === 0 || this.isNear(seconds))
    );
  }
  private isNear(seconds: number): boolean {
    const gap = Math.min(Math.abs(seconds - this.epochSeconds), Math.abs(seconds - this.lastSeconds));
    return gap < PLAUSIBLE_GAP_S;
  }
}
