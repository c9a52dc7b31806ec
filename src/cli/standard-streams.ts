/**
 * Standard output and error. Node.js takes some 4 ms to make a stream of one (sockets, terminals and all), so files, pipes
 * and the null device are written to directly; the stream is made for a terminal, and for a pipe that would have us wait.
 */
import { fstatSync, statSync, writeSync } from 'node:fs';
import type { WriteStream } from 'node:tty';

export type StandardDescriptor = 1 | 2;

const streamed = new Map<StandardDescriptor, boolean>();
const watched = new Set<StandardDescriptor>();

/** False: more had better wait until the stream drains. */
export function write(descriptor: StandardDescriptor, text: string): boolean {
  if (isStreamed(descriptor)) return standardStream(descriptor).write(text);
  let rest: Uint8Array = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
      streamed.set(descriptor, true);
      return standardStream(descriptor).write(rest);
    }
    failed(descriptor, error as NodeJS.ErrnoException);
    return true;
  }
}

/**
 * Ends the process, unless a stream still has something to write, after which it ends by itself. That would first wait for
 * V8 to compile what nobody calls any more, and take all memory apart: 15 ms after a large capture.
 */
export function leave(): void {
  if ([...watched].every((descriptor) => standardStream(descriptor).writableLength === 0)) process.exit();
}

export function isTerminal(descriptor: StandardDescriptor): boolean {
  return mayBeTerminal(descriptor) && standardStream(descriptor).isTTY === true;
}

export function standardStream(descriptor: StandardDescriptor): WriteStream {
  const stream = descriptor === 1 ? process.stdout : process.stderr;
  if (!watched.has(descriptor)) {
    watched.add(descriptor);
    stream.on('error', (error: NodeJS.ErrnoException) => failed(descriptor, error));
  }
  return stream;
}

function isStreamed(descriptor: StandardDescriptor): boolean {
  const known = streamed.get(descriptor) ?? mayBeTerminal(descriptor);
  streamed.set(descriptor, known);
  return known;
}

/** Terminals are character devices; so is the one that output is thrown away into. */
function mayBeTerminal(descriptor: StandardDescriptor): boolean {
  try {
    const stats = fstatSync(descriptor);
    return stats.isCharacterDevice() && stats.rdev !== statSync('/dev/null').rdev;
  } catch {
    return true; // not a system where that can be told so
  }
}

/** A reader that has seen enough (`| head`) is no error, and the process ends quietly; a full disk is one. */
function failed(descriptor: StandardDescriptor, error: NodeJS.ErrnoException): void {
  // Nobody is left to be told about a broken standard error.
  if (descriptor === 2) return;
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  write(2, `whyreset: the output could not be written: ${error.message}\n`);
  process.exit(2);
}
