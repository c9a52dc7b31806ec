/**
 * Bytes from a file, read synchronously into one buffer that is used again and again (the caller's, where it has one), or
 * from a pipe. The bytes of a capture are only looked at while they lie in that buffer.
 */
import { closeSync, createReadStream, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { ByteSource } from '../input/byte-source.ts';
import { InputError } from '../input/input-error.ts';
import { inputErrorOf } from './input-error.ts';

/** Tried from 64 KiB to 4 MiB on a capture of 1.4 GB: no difference above 256 KiB. */
const CHUNK_LENGTH = 1 << 20;

/** A path, or "-" for standard input. */
export function openBytes(path: string): ByteSource {
  if (path === '-') return openStandardInput();
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) {
      throw new InputError(
        'is-directory',
        `${path} is a directory. Give the captures in it, for example ${path}/*.pcap`,
      );
    }
    return stats.isFile() ? new FileSource(openSync(path, 'r')) : new StreamSource(createReadStream(path));
  } catch (error) {
    throw error instanceof InputError ? error : inputErrorOf(error, path);
  }
}

function openStandardInput(): ByteSource {
  if (process.stdin.isTTY) {
    throw new InputError(
      'not-readable',
      'Standard input is a terminal. Pipe a capture: tcpdump -w - | whyreset -',
    );
  }
  return fstatSync(0).isFile() ? new FileSource(0) : new StreamSource(process.stdin);
}

class FileSource implements ByteSource {
  problem: string | null = null;
  position = 0;
  readonly length: number;
  private readonly descriptor: number;
  private buffer: Uint8Array | null = null;

  constructor(descriptor: number) {
    this.descriptor = descriptor;
    this.length = fstatSync(descriptor).size;
  }

  async read(into?: Uint8Array): Promise<Uint8Array | null> {
    try {
      const buffer = into ?? this.ownBuffer();
      const count = readSync(this.descriptor, buffer);
      this.position += count;
      return count === 0 ? null : buffer.subarray(0, count);
    } catch (error) {
      this.problem = `The file cannot be read beyond byte ${this.position}: ${(error as Error).message}`;
      return null;
    }
  }

  private ownBuffer(): Uint8Array {
    this.buffer ??= new Uint8Array(CHUNK_LENGTH);
    return this.buffer;
  }

  close(): void {
    if (this.descriptor > 2) closeSync(this.descriptor); // standard input stays open
  }
}

class StreamSource implements ByteSource {
  problem: string | null = null;
  position = 0;
  readonly length = null;
  private readonly stream: Readable;
  private readonly chunks: AsyncIterator<Uint8Array>;

  constructor(stream: Readable) {
    this.stream = stream;
    this.chunks = stream[Symbol.asyncIterator]();
  }

  async read(): Promise<Uint8Array | null> {
    try {
      const { value, done } = await this.chunks.next();
      if (done) return null;
      this.position += value.length;
      return value;
    } catch (error) {
      this.problem = `The pipe broke after byte ${this.position}: ${(error as Error).message}`;
      return null;
    }
  }

  close(): void {
    this.stream.destroy();
  }
}
