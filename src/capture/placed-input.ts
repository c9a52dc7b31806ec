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
  /** Bytes of the buffer that the reader gave back. */
  private kept = 0;

  constructor(reader: CaptureReader, consumer: PlacedConsumer) {
    this.reader = reader;
    this.consumer = consumer;
  }

  /** Where the next bytes may be put, to be pushed then. */
  room(): Uint8Array {
    this.takeBack();
    this.buffer = this.consumer.buffer();
    this.kept = this.reader.giveBack(this.buffer);
    return this.buffer.subarray(this.kept);
  }

  /** The next bytes, in the room or elsewhere. */
  push(bytes: Uint8Array): void {
    if (bytes.buffer === this.buffer.buffer) this.take(bytes.length);
    else
      for (let at = 0; at < bytes.length; ) {
        const room = this.room();
        const piece = bytes.subarray(at, at + room.length);
        room.set(piece);
        at += piece.length;
        this.take(piece.length);
      }
  }

  /** No more will come. */
  finish(): void {
    this.takeBack();
    this.reader.finish();
    this.consumer.readFrames(this.reader);
  }

  private take(count: number): void {
    this.reader.push(this.buffer.subarray(0, this.kept + count));
    this.kept = 0;
    this.consumer.readFrames(this.reader);
  }

  private takeBack(): void {
    if (this.kept > 0) this.take(0);
  }
}
