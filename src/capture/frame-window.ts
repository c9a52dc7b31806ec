/**
 * What all readers share: the bytes not yet read, the frame that was read last, and what was wrong with the capture.
 * One class for all formats, so that the code that consumes frames sees a single shape.
 */
import { ByteWindow } from './byte-window.ts';
import type { CaptureSummary, FrameCursor } from './frame-cursor.ts';

/** Wireshark's bound too (WTAP_MAX_PACKET_SIZE_STANDARD): a longer frame means that the length is damaged. */
export const MAX_FRAME_LENGTH = 262_144;
const MAX_WARNINGS = 20;

export class FrameWindow extends ByteWindow implements FrameCursor {
  offset = 0;
  capturedLength = 0;
  originalLength = 0;
  timeNs = 0;
  linkType = 0;
  frameNumber = 0;
  /** The capture ends or breaks in the middle of a frame. */
  truncated = false;
  readonly warnings: string[] = [];

  /** Adds a sentence for the user; bounded, for a capture may be damaged in a million places. */
  warn(sentence: string): void {
    if (this.warnings.length < MAX_WARNINGS) this.warnings.push(sentence);
    else if (this.warnings.length === MAX_WARNINGS)
      this.warnings.push('There is more damage of this kind, not listed.');
  }
}

/** Reads one capture file format from a window. */
export interface FormatReader {
  /** Describes the next frame in `window`'s fields; false when more bytes are needed, or nothing more can be read. */
  next(window: FrameWindow): boolean;
  /** Brings the summary up to date. */
  summarise(summary: CaptureSummary, window: FrameWindow): void;
}
