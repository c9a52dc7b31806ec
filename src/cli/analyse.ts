/**
 * Capture files → analysis, with progress for a person and Ctrl-C meaning "diagnose what you have".
 */
import { type Analysis, type AnalyzerOptions, createAnalyzer } from '../engine/index.ts';
import type { FrameConsumer } from '../input/capture-reading.ts';
import { InputError } from '../input/input-error.ts';
import { readCaptures } from '../node/capture-source.ts';
import { UsageError } from './failure.ts';
import { createProgress } from './progress.ts';
import { didYouMean } from './suggest.ts';
import { type GlobalOptions, note } from './terminal.ts';

const commandNames = [
  'explain',
  'connections',
  'evidence',
  'probe',
  'timeouts',
  'cause',
  'audit',
  'serve',
  'help',
];

export interface CaptureAnalysis {
  analysis: Analysis;
  /** In the order in which they were read. */
  files: string[];
  /** Nanoseconds since 1970 of the first frame. */
  startNs: bigint;
}

/** Reads the same files again: for the frames of some of their connections. */
export async function readAgain(
  files: readonly string[],
  consumer: FrameConsumer,
  globals: GlobalOptions,
): Promise<void> {
  const progress = createProgress(globals);
  try {
    await readCaptures(files, consumer, {
      onProgress: (readBytes, totalBytes) => progress.update(readBytes, totalBytes),
    });
  } finally {
    progress.done();
  }
}

export async function analyse(
  files: readonly string[],
  options: AnalyzerOptions,
  globals: GlobalOptions,
): Promise<CaptureAnalysis> {
  // Seeded anew in each process, so nobody knew it who made the capture; node:crypto would take as long as a small capture.
  const hashSeed = Math.trunc(Math.random() * 2 ** 31);
  const analyzer = createAnalyzer({ ...options, hashSeed });
  const progress = createProgress(globals);
  const stopWaiting = files.includes('-') ? finishOnInterrupt(globals) : () => {};
  try {
    const read = await readCaptures(files, analyzer, {
      onProgress: (readBytes, totalBytes) => progress.update(readBytes, totalBytes),
    });
    return { analysis: analyzer.finish(read.summary), files: read.files, startNs: read.summary.epochNs };
  } catch (error) {
    throw mistypedCommand(error, files) ?? error;
  } finally {
    progress.done();
    stopWaiting();
  }
}

/** `whyreset conections x.pcap` means explain with a file "conections", which is hardly ever there. */
function mistypedCommand(error: unknown, [first = '']: readonly string[]): UsageError | undefined {
  if (!(error instanceof InputError) || error.code !== 'not-found') return undefined;
  const hint = didYouMean(first, commandNames);
  return hint === '' ? undefined : new UsageError(`there is neither a file nor a command "${first}".${hint}`);
}

/**
 * In `tcpdump -w - | whyreset -` Ctrl-C reaches both: tcpdump ends the stream, and this process must live to diagnose it.
 * A second Ctrl-C ends it at once, as usual.
 */
function finishOnInterrupt(globals: GlobalOptions): () => void {
  const onInterrupt = (): void =>
    note('interrupted: diagnosing what was read (Ctrl-C again stops at once)', globals);
  process.once('SIGINT', onInterrupt);
  return () => process.removeListener('SIGINT', onInterrupt);
}
