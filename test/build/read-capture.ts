/** Reads a whole capture into objects, for tests: pushes it in pieces and overwrites each piece once it was read. */

import { createCaptureReader } from '../../src/capture/capture-reader.ts';
import type { CaptureSummary, FrameStream } from '../../src/capture/frame-cursor.ts';
import type { FrameConsumer } from '../../src/input/capture-reading.ts';

export interface ReadFrame {
  frameNumber: number;
  timeNs: number;
  linkType: number;
  originalLength: number;
  bytes: Uint8Array;
}

/** Without `pieceLength` the capture comes in one piece; with a list, the lengths are used in turn, again and again. */
export function readCapture(
  capture: Uint8Array,
  pieceLength: number | readonly number[] = Math.max(capture.length, 1),
): { frames: ReadFrame[]; summary: CaptureSummary } {
  const lengths = typeof pieceLength === 'number' ? [pieceLength] : pieceLength;
  const reader = createCaptureReader();
  const frames: ReadFrame[] = [];
  for (let at = 0, turn = 0; at < capture.length; turn++) {
    const piece = capture.slice(at, at + (lengths[turn % lengths.length] ?? 1));
    reader.push(piece);
    takeFrames(reader, frames);
    piece.fill(0xee);
    at += piece.length;
  }
  reader.finish();
  takeFrames(reader, frames);
  return { frames, summary: reader.summary };
}

/** Copies all frames that can be had now. */
export function takeFrames(stream: FrameStream, into: ReadFrame[]): void {
  while (stream.next()) {
    const { frameNumber, timeNs, linkType, originalLength, view, offset, capturedLength } = stream;
    const bytes = new Uint8Array(view.buffer, view.byteOffset + offset, capturedLength).slice();
    into.push({ frameNumber, timeNs, linkType, originalLength, bytes });
  }
}

/** Takes the frames of files, which are read into a buffer of an odd length. */
export function consumerOf(frames: ReadFrame[]): FrameConsumer {
  const buffer = new Uint8Array(10_007);
  return { readFrames: (stream) => takeFrames(stream, frames), buffer: () => buffer };
}
