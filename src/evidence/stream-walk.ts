/**
 * The second look at a capture: the frames of chosen connections, one by one. It runs the same tracker over the same
 * bytes as the analysis did, so that stream numbers can never differ from the first pass.
 */
import { createCaptureReader } from '../capture/capture-reader.ts';
import type { CaptureReader, FrameCursor } from '../capture/frame-cursor.ts';
import type { Connection } from '../flow/connection.ts';
import { Moment } from '../flow/moment.ts';
import { Tracker } from '../flow/tracker.ts';
import { DecodeStatus } from '../wire/decode-status.ts';
import { FrameDecoder } from '../wire/frame-decoder.ts';

/** One segment of a chosen connection; one long-lived object whose fields hold until the visitor returns. */
export interface SeenSegment {
  stream: number;
  /** 0: sent by the side that sent the stream's first frame; 1: by the other. */
  from: 0 | 1;
  /** Bits of `Analysis` (flow/analysis-flags.ts). */
  found: number;
  cursor: FrameCursor;
  decoder: FrameDecoder;
  /** Null once the connection has ended and was put away: late segments. */
  connection: Connection | null;
}

export interface StreamWalk {
  /** The bytes of one capture, in pieces of any size. */
  push(bytes: Uint8Array): void;
  /** All frames that another reader has ready. */
  readFrames(cursor: FrameCursor & { next(): boolean }): void;
  /** Where bytes may be put before they are read. */
  buffer(): Uint8Array;
  /** No more will come. */
  finish(): void;
}

/** Looks at the segments of the connections that it is after. */
export interface StreamVisitor {
  readonly streams: ReadonlySet<number>;
  visit(segment: SeenSegment): void;
}

/**
 * @example
 * const recorder = new TraceRecorder(connections);
 * const walk = createStreamWalk([recorder]);
 * walk.push(bytes);
 * walk.finish();
 * const traces = recorder.traces();
 */
export function createStreamWalk(visitors: readonly StreamVisitor[]): StreamWalk {
  const decoder = new FrameDecoder();
  const tracker = new Tracker({ keepAll: false, hashSeed: 0 });
  const now = new Moment();
  let reader: CaptureReader | null = null;
  const readFrames = (cursor: FrameCursor & { next(): boolean }): void => {
    const seen: SeenSegment = { stream: -1, from: 0, found: 0, cursor, decoder, connection: null };
    while (cursor.next()) {
      now.move(cursor.frameNumber, cursor.timeNs);
      walkFrame(cursor, decoder, tracker, now, seen, visitors);
    }
  };
  return {
    push(bytes) {
      reader ??= createCaptureReader();
      reader.push(bytes);
      readFrames(reader);
    },
    readFrames,
    buffer: () => tracker.core.buffer(),
    finish() {
      if (reader === null) return;
      reader.finish();
      readFrames(reader);
    },
  };
}

function walkFrame(
  cursor: FrameCursor,
  decoder: FrameDecoder,
  tracker: Tracker,
  now: Moment,
  seen: SeenSegment,
  visitors: readonly StreamVisitor[],
): void {
  const { view, offset, capturedLength, originalLength, linkType, frameNumber } = cursor;
  tracker.core.makeRoom(view, capturedLength);
  let status = decoder.decode(view, offset, capturedLength, originalLength, linkType, frameNumber);
  for (; status === DecodeStatus.Tcp; status = decoder.decodeNext()) {
    tracker.segment(decoder, now);
    const { row, from, found } = tracker.core.segment;
    seen.stream = row;
    if (!visitors.some(({ streams }) => streams.has(seen.stream))) continue;
    seen.from = from;
    seen.found = found;
    seen.connection = tracker.openConnection(seen.stream);
    for (const visitor of visitors) if (visitor.streams.has(seen.stream)) visitor.visit(seen);
  }
}
