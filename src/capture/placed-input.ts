/**
 * Brings the bytes of a capture where its consumer would have them, without a break in between: what the reader had not read
 * yet lies in front of what comes next.
 *
 *     buffer  [frame][frame][fra      ->  buffer  [fra|me][frame][frame] …
 */
import type { CaptureReader } from './frame-cursor.ts';

/** Whoever takes the frames; `buffer` is asked before each piece. */
export interface PlacedConsumer {
  buffer(): Uint8Array;
  readFrames(reader: CaptureReader): void;
}

export class PlacedInput {
  private readonly reader: CaptureReader;
  private readonly consumer: PlacedConsumer;
  private buffer: Uint8Array = new Uint8Array(0);
  /** Bytes at the buffer's front that the reader gave back; -1: it holds more than it can give back. */
  private kept = 0;
  /** The buffer was asked for, and nothing was pushed since. */
  private isOpen = false;

  constructor(reader: CaptureReader, consumer: PlacedConsumer) {
    this.reader = reader;
    this.consumer = consumer;
  }

  /** Where the next bytes may be put, from its front on, to be pushed then. To be asked for before each piece. */
  room(): Uint8Array {
    this.buffer = this.consumer.buffer();
    if (!this.isOpen) this.kept = this.reader.giveBack(this.buffer);
    this.isOpen = true;
    return this.buffer.subarray(Math.max(this.kept, 0));
  }

  /** The next bytes, at the front of the room or elsewhere. */
  push(bytes: Uint8Array): void {
    const roomAt = this.buffer.byteOffset + Math.max(this.kept, 0);
    if (this.isOpen && bytes.buffer === this.buffer.buffer && bytes.byteOffset === roomAt) {
      this.take(bytes.length);
      return;
    }
    // Others in the same memory would be overwritten by what the reader gives back.
    const source = bytes.buffer === this.buffer.buffer ? bytes.slice() : bytes;
    for (let at = 0; at < source.length; ) {
      const room = this.room();
      const piece = source.subarray(at, at + room.length);
      room.set(piece);
      at += piece.length;
      this.take(piece.length);
    }
  }

  /** No more will come. */
  finish(): void {
    if (this.isOpen && this.kept > 0) this.take(0);
    this.reader.finish();
    this.consumer.readFrames(this.reader);
  }

  /** Behind bytes that the reader holds itself the piece is a copy: the consumer's memory may move while those are read. */
  private take(count: number): void {
    const piece = this.buffer.subarray(0, Math.max(this.kept, 0) + count);
    const isBehindOthers = this.kept < 0;
    this.isOpen = false;
    this.kept = 0;
    this.reader.push(isBehindOthers ? piece.slice() : piece);
    this.consumer.readFrames(this.reader);
  }
}
