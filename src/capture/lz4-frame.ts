/**
 * LZ4 frames (https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md), decompressed block by block: several frames,
 * skippable frames, independent and linked blocks. Checksums are not verified: what a damaged capture still tells counts.
 */
import { ByteWindow } from './byte-window.ts';
import { decodeLz4Block, LZ4_HISTORY } from './lz4-block.ts';

const MAGIC = 0x184d2204;
const SKIPPABLE_MAGIC = 0x184d2a50;
const UNCOMPRESSED = 0x8000_0000;

export class Lz4Decompressor {
  /** What ended the decompression early, as the end of a sentence about the file. */
  problem: string | null = null;

  private readonly input: ByteWindow = new ByteWindow();
  private inFrame = false;
  private maxBlockLength = 0;
  private blockChecksumLength = 0;
  private contentChecksumLength = 0;
  /** The history that blocks may refer to, then the block. */
  private output: Uint8Array = new Uint8Array(0);
  private historyLength = 0;

  push(bytes: Uint8Array): void {
    this.input.push(bytes);
  }

  finish(): void {
    this.input.ended = true;
  }

  /** The next block, valid until the next call; null when more bytes are needed or nothing follows. */
  next(): Uint8Array | null {
    while (this.problem === null) {
      const step = this.inFrame ? this.nextBlock() : this.nextFrame();
      if (step === 'more-bytes-needed') return this.atEnd();
      if (step !== 'done') return step;
    }
    return null;
  }

  private nextFrame(): 'more-bytes-needed' | 'done' {
    const { input } = this;
    if (!input.need(8)) return 'more-bytes-needed';
    const magic = input.view.getUint32(input.position, true);
    if ((magic & 0xffff_fff0) >>> 0 === SKIPPABLE_MAGIC) {
      input.skip(8 + input.view.getUint32(input.position + 4, true));
      return 'done';
    }
    const flags = input.view.getUint8(input.position + 4);
    const sizeCode = (input.view.getUint8(input.position + 5) >> 4) & 7;
    if (magic !== MAGIC || flags >> 6 !== 1 || sizeCode < 4) return this.damaged();
    const headerLength = 7 + (flags & 0x08 ? 8 : 0) + (flags & 0x01 ? 4 : 0);
    if (!input.need(headerLength)) return 'more-bytes-needed';
    input.position += headerLength;
    this.beginFrame(flags, 1 << (8 + 2 * sizeCode));
    return 'done';
  }

  private beginFrame(flags: number, maxBlockLength: number): void {
    this.inFrame = true;
    this.maxBlockLength = maxBlockLength;
    this.blockChecksumLength = flags & 0x10 ? 4 : 0;
    this.contentChecksumLength = flags & 0x04 ? 4 : 0;
    this.historyLength = 0;
    const length = LZ4_HISTORY + maxBlockLength;
    if (this.output.length < length) this.output = new Uint8Array(length);
  }

  private nextBlock(): Uint8Array | 'more-bytes-needed' | 'done' {
    const { input } = this;
    if (!input.need(4)) return 'more-bytes-needed';
    const size = input.view.getUint32(input.position, true);
    if (size === 0) {
      input.skip(4 + this.contentChecksumLength);
      this.inFrame = false;
      return 'done';
    }
    const length = size & ~UNCOMPRESSED;
    if (length > this.maxBlockLength) return this.damaged();
    const isThere = input.need(4 + length + this.blockChecksumLength);
    if (!isThere && !input.ended) return 'more-bytes-needed';
    // Of a block that is cut, the part that is there.
    const block = new Uint8Array(
      input.view.buffer,
      input.view.byteOffset + input.position + 4,
      Math.min(length, input.end - input.position - 4),
    );
    const from = this.historyLength;
    const to = size >= UNCOMPRESSED ? this.copy(block, from) : this.decode(block, from);
    if (!isThere) this.cutShort();
    input.skip(4 + length + this.blockChecksumLength);
    return this.keepHistory(from, to);
  }

  /** Of a damaged block, what comes before the damage. */
  private decode(block: Uint8Array, from: number): number {
    const to = decodeLz4Block(block, this.output, from, from + this.maxBlockLength);
    if (to >= 0) return to;
    this.damaged();
    return ~to;
  }

  private copy(block: Uint8Array, from: number): number {
    this.output.set(block, from);
    return from + block.length;
  }

  /** Hands out a copy, for the end of the block becomes the beginning of the buffer. */
  private keepHistory(from: number, to: number): Uint8Array {
    const block = this.output.slice(from, to);
    this.historyLength = Math.min(to, LZ4_HISTORY);
    this.output.copyWithin(0, to - this.historyLength, to);
    return block;
  }

  private damaged(): 'done' {
    this.problem = `damaged at byte ${this.input.byteOffset}`;
    return 'done';
  }

  private atEnd(): null {
    const isCut = this.inFrame || this.input.unfinished;
    if (this.input.ended && isCut) this.cutShort();
    return null;
  }

  private cutShort(): void {
    this.problem = `cut short at byte ${this.input.byteOffset}`;
  }
}
