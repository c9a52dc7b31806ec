/** What reading captures takes and gives. */

import type { CaptureSummary, FrameStream } from '../capture/frame-cursor.ts';
import type { ByteSource } from './byte-source.ts';

/** What frames are read for: an analyzer, a second walk over them. */
export interface FrameConsumer {
  /** Takes all frames that are there: `while (frames.next()) …`. Called again and again with the same object. */
  readFrames(frames: FrameStream): void;
  /** Where it would have the bytes of a single file, asked before each piece: it reads them there. */
  buffer(): Uint8Array;
}

/** A file that can be opened any number of times; standard input once. */
export interface CaptureFile {
  /** As messages name it; "-" is standard input. */
  path: string;
  /** The same for a file that is given twice. */
  identity: string;
  /** Bytes. */
  length: number;
  /** Throws an `InputError`. */
  open(): ByteSource;
}

export interface ReadCapturesOptions {
  /** Called for each chunk: bytes read from the disk or pipe, and all there are (null for a pipe). */
  onProgress?: (readBytes: number, totalBytes: number | null) => void;
}

export interface CapturesRead {
  summary: CaptureSummary;
  /** The paths in the order in which they were read. */
  files: string[];
}
