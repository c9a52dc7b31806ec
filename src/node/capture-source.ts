/**
 * From paths to frames, for the engine to consume. The bytes of a plain file go straight from one buffer into the reader,
 * and the consumer's loop runs on the reader itself: nothing is done here for each frame.
 */
import { createCaptureReader } from '../capture/capture-reader.ts';
import type { CapturesRead, FrameConsumer, ReadCapturesOptions } from './capture-reading.ts';
import { readSeveral } from './capture-set.ts';
import { openCapture } from './open-capture.ts';

/**
 * Reads a capture, or several as one in order of time. "-" is standard input. Rejects with an `InputError`.
 *
 * @example
 * const { summary } = await readCaptures(['a.pcap0', 'a.pcap1'], (frames) => analyzer.readFrames(frames));
 * const analysis = analyzer.finish(summary);
 */
export async function readCaptures(
  paths: readonly string[],
  consume: FrameConsumer,
  options: ReadCapturesOptions = {},
): Promise<CapturesRead> {
  const [path] = paths;
  if (path === undefined) throw new TypeError('readCaptures: paths must not be empty, got []');
  return paths.length === 1 ? readOne(path, consume, options) : readSeveral(paths, consume, options);
}

async function readOne(
  path: string,
  consume: FrameConsumer,
  options: ReadCapturesOptions,
): Promise<CapturesRead> {
  const source = await openCapture(path);
  const reader = createCaptureReader();
  try {
    for (let bytes = await source.read(); bytes !== null; bytes = await source.read()) {
      reader.push(bytes);
      consume(reader);
      options.onProgress?.(source.position, source.length);
    }
  } finally {
    source.close();
  }
  reader.finish();
  consume(reader);
  const summary = { ...reader.summary };
  if (source.problem !== null) {
    summary.warnings.push(source.problem);
    summary.truncated = true;
  }
  return { summary, files: [path] };
}
