/**
 * From files to frames, for the engine to consume. The bytes of a plain file go straight from the source's buffer into the
 * reader, and the consumer's loop runs on the reader itself: nothing is done here for each frame.
 */
import { createCaptureReader } from '../capture/capture-reader.ts';
import type { CaptureFile, CapturesRead, FrameConsumer, ReadCapturesOptions } from './capture-reading.ts';
import type { Gunzip } from './decompress.ts';
import { openCapture } from './open-capture.ts';
import { readSeveral } from './read-several.ts';

/** Reads a capture, or several as one in order of time. Rejects with an `InputError`. */
export async function readCaptureFiles(
  files: readonly CaptureFile[],
  gunzip: Gunzip,
  consumer: FrameConsumer,
  options: ReadCapturesOptions = {},
): Promise<CapturesRead> {
  const [file] = files;
  if (file === undefined) throw new TypeError('readCaptureFiles: files must not be empty, got []');
  return files.length === 1
    ? readOne(file, gunzip, consumer, options)
    : readSeveral(files, gunzip, consumer, options);
}

async function readOne(
  file: CaptureFile,
  gunzip: Gunzip,
  consumer: FrameConsumer,
  options: ReadCapturesOptions,
): Promise<CapturesRead> {
  const source = await openCapture(file, gunzip);
  const reader = createCaptureReader();
  try {
    for (;;) {
      const buffer = consumer.buffer?.();
      const bytes = await source.read(buffer);
      if (bytes === null) break;
      for (const piece of bytes.buffer === buffer?.buffer ? [bytes] : placed(bytes, consumer)) {
        reader.push(piece);
        consumer.readFrames(reader);
      }
      options.onProgress?.(source.position, source.length);
    }
  } finally {
    source.close();
  }
  reader.finish();
  consumer.readFrames(reader);
  const summary = { ...reader.summary };
  if (source.problem !== null) {
    summary.warnings.push(source.problem);
    summary.truncated = true;
  }
  return { summary, files: [file.path] };
}

/** The bytes where the consumer would have them: a source that makes its own, as decompression does, leaves them elsewhere. */
function* placed(bytes: Uint8Array, consumer: FrameConsumer): Generator<Uint8Array> {
  if (consumer.buffer === undefined) yield bytes;
  else
    for (let at = 0; at < bytes.length; ) {
      const into = consumer.buffer();
      const piece = bytes.subarray(at, at + into.length);
      into.set(piece);
      yield into.subarray(0, piece.length);
      at += piece.length;
    }
}
