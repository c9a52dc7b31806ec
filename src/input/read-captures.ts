/**
 * From files to frames, for the engine to consume. The bytes of a plain file go straight from the source's buffer into the
 * reader, and the consumer's loop runs on the reader itself: nothing is done here for each frame.
 */
import { createCaptureReader } from '../capture/capture-reader.ts';
import { PlacedInput } from '../capture/placed-input.ts';
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
  const input = new PlacedInput(reader, consumer);
  try {
    for (;;) {
      const bytes = await source.read(input.room());
      if (bytes === null) break;
      input.push(bytes);
      options.onProgress?.(source.position, source.length);
    }
  } finally {
    source.close();
  }
  input.finish();
  const summary = { ...reader.summary };
  if (source.problem !== null) {
    summary.warnings.push(source.problem);
    summary.truncated = true;
  }
  return { summary, files: [file.path] };
}
