/**
 * Compressed captures, decompressed as a stream. What could be decompressed counts: damage, or an end that came too early,
 * ends the bytes with a problem but loses as little as possible of what comes before it.
 */
import type { Compression } from '../capture/compression.ts';
import { Lz4Decompressor } from '../capture/lz4-frame.ts';
import type { ByteSource } from './byte-source.ts';

/**
 * A decompressor that fails gives nothing for the piece that it failed on, so pieces are small at first and grow with
 * what came before: no more than a sixty-fourth of the file is lost to that.
 */
const SMALLEST_PIECE = 1024;
const LARGEST_PIECE = 65_536;
/** fzstd keeps all output of a piece: 1000 blocks of 128 KiB from 4 KiB at worst. */
const LARGEST_ZSTD_PIECE = 4096;
/** Beyond this much output, a file that grew more than a capture can is not read on. */
const BOMB_LENGTH = 2 ** 30;
const BOMB_RATIO = 5000;

export type Chunks = AsyncGenerator<Uint8Array, void>;

/** Each host has its own way to undo gzip, the most frequent compression. */
export type Gunzip = (input: AsyncIterable<Uint8Array>) => Chunks;

/** Undoes a compression that its first bytes told. */
export function decompress(source: ByteSource, compression: Compression, gunzip: Gunzip): ByteSource {
  return new DecompressedSource(source, compression, gunzip);
}

class DecompressedSource implements ByteSource {
  problem: string | null = null;
  private readonly inner: ByteSource;
  private readonly compression: Compression;
  private readonly input: Pieces;
  private readonly chunks: Chunks;
  private produced = 0;

  constructor(inner: ByteSource, compression: Compression, gunzip: Gunzip) {
    this.inner = inner;
    this.compression = compression;
    this.input = new Pieces(inner, compression === 'zstd' ? LARGEST_ZSTD_PIECE : LARGEST_PIECE);
    this.chunks = compression === 'gzip' ? gunzip(this.input) : decompressors[compression](this.input);
  }

  get position(): number {
    return this.inner.position;
  }

  get length(): number | null {
    return this.inner.length;
  }

  async read(): Promise<Uint8Array | null> {
    if (this.problem !== null) return null;
    try {
      const { value } = await this.chunks.next();
      if (value === undefined) return this.atEnd();
      this.produced += value.length;
      return this.isBomb() ? this.stop('grows without end: it is not read further, at') : value;
    } catch {
      return this.stop('is cut short or damaged near');
    }
  }

  close(): void {
    this.inner.close();
  }

  private atEnd(): null {
    this.problem = this.inner.problem;
    return null;
  }

  private isBomb(): boolean {
    return this.produced > BOMB_LENGTH && this.produced > BOMB_RATIO * this.input.taken;
  }

  private stop(what: string): null {
    const of = this.length === null ? '' : ` of ${this.length}`;
    this.problem =
      this.inner.problem ??
      `The ${this.compression} data ${what} byte ${this.input.taken}${of}; the ${this.produced} bytes that it gave before were read.`;
    return null;
  }
}

/** The source's bytes in small pieces, copied, for decompressors that keep them while they work. */
class Pieces {
  /** Bytes handed out. */
  taken = 0;
  private readonly source: ByteSource;
  private readonly largest: number;

  constructor(source: ByteSource, largest: number) {
    this.source = source;
    this.largest = largest;
  }

  async *[Symbol.asyncIterator](): Chunks {
    for (let bytes = await this.source.read(); bytes !== null; bytes = await this.source.read()) {
      for (let at = 0; at < bytes.length; ) {
        const length = Math.min(Math.max(Math.trunc(this.taken / 64), SMALLEST_PIECE), this.largest);
        const piece = new Uint8Array(bytes.subarray(at, at + length));
        at += piece.length;
        this.taken += piece.length;
        yield piece;
      }
    }
  }
}

const decompressors: Readonly<Record<Exclude<Compression, 'gzip'>, (input: Pieces) => Chunks>> = {
  zstd: unzstd,
  lz4: unlz4,
  xz: unxz,
};

/**
 * Not by Node's own zstd (22.15 and later), though it is faster: up to Node 24.21 it ends at the first frame's end, and
 * fails on a skippable frame, so it cannot read what pzstd writes.
 */
async function* unzstd(input: Pieces): Chunks {
  const { Decompress } = await import('fzstd');
  const ready: Uint8Array[] = [];
  const decompressor = new Decompress((chunk) => ready.push(chunk));
  const push = (piece: Uint8Array, final: boolean): unknown => {
    try {
      decompressor.push(piece, final);
      return null;
    } catch (error) {
      return error;
    }
  };
  for await (const piece of input) {
    const failure = push(piece, false);
    yield* ready.splice(0);
    if (failure !== null) throw failure;
  }
  const failure = push(new Uint8Array(0), true);
  yield* ready.splice(0);
  if (failure !== null) throw failure;
}

async function* unlz4(input: Pieces): Chunks {
  const decompressor = new Lz4Decompressor();
  for await (const piece of input) {
    decompressor.push(piece);
    yield* lz4Blocks(decompressor);
  }
  decompressor.finish();
  yield* lz4Blocks(decompressor);
}

function* lz4Blocks(decompressor: Lz4Decompressor): Generator<Uint8Array> {
  for (let block = decompressor.next(); block !== null; block = decompressor.next()) yield block;
  if (decompressor.problem !== null) throw new Error(decompressor.problem);
}

async function* unxz(input: Pieces): Chunks {
  const { default: xz } = await import('xz-decompress');
  const pieces = input[Symbol.asyncIterator]();
  const compressed = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value } = await pieces.next();
      if (value === undefined) controller.close();
      else controller.enqueue(value);
    },
  });
  const reader = new xz.XzReadableStream(compressed).getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) yield chunk.value;
}
