/** Captures by their paths. */
import { statSync } from 'node:fs';
import type {
  CaptureFile,
  CapturesRead,
  FrameConsumer,
  ReadCapturesOptions,
} from '../input/capture-reading.ts';
import type { Chunks } from '../input/decompress.ts';
import { InputError } from '../input/input-error.ts';
import { readCaptureFiles } from '../input/read-captures.ts';
import { openBytes } from './byte-source.ts';
import { inputErrorOf } from './input-error.ts';

/**
 * Reads a capture, or several as one in order of time. "-" is standard input. Rejects with an `InputError`.
 *
 * @example
 * const { summary } = await readCaptures(['a.pcap0', 'a.pcap1'], analyzer);
 * const analysis = analyzer.finish(summary);
 */
export async function readCaptures(
  paths: readonly string[],
  consumer: FrameConsumer,
  options: ReadCapturesOptions = {},
): Promise<CapturesRead> {
  const files = paths.length === 1 ? paths.map(onlyFile) : paths.map(fileOf);
  return readCaptureFiles(files, gunzip, consumer, options);
}

/** Alone, a pipe can be read as well: nothing is asked about it beforehand. */
function onlyFile(path: string): CaptureFile {
  return { path, identity: path, length: 0, open: () => openBytes(path) };
}

function fileOf(path: string): CaptureFile {
  if (path === '-')
    throw new InputError(
      'unsupported-format',
      'Standard input can only be read alone, not with other captures.',
    );
  try {
    const stats = statSync(path);
    if (stats.isFile() || stats.isDirectory())
      return { path, identity: `${stats.dev}:${stats.ino}`, length: stats.size, open: () => openBytes(path) };
  } catch (error) {
    throw inputErrorOf(error, path);
  }
  throw new InputError(
    'unsupported-format',
    `${path} is a pipe: it can only be read alone, not with other captures.`,
  );
}

/** zlib is loaded for those captures that need it. */
async function* gunzip(input: AsyncIterable<Uint8Array>): Chunks {
  yield* (await import('./gunzip.ts')).gunzip(input);
}
