/** Bytes of a file that was dropped on the page: cut out of it piece by piece, so that it is never in memory as a whole. */
import type { ByteSource } from '../../input/byte-source.ts';

const PIECE_BYTES = 4 << 20;

export class BlobSource implements ByteSource {
  problem: string | null = null;
  position = 0;
  readonly length: number;
  private readonly blob: Blob;
  /** While one piece is analysed, the next one is read. */
  private next: Promise<ArrayBuffer> | null = null;
  private requested = 0;

  constructor(blob: Blob) {
    this.blob = blob;
    this.length = blob.size;
  }

  async read(): Promise<Uint8Array | null> {
    try {
      const piece = await (this.next ?? this.request());
      this.next = this.requested < this.length ? this.request() : null;
      // A refusal is heard when the piece is asked for.
      this.next?.catch(() => undefined);
      this.position += piece.byteLength;
      return piece.byteLength === 0 ? null : new Uint8Array(piece);
    } catch (error) {
      this.problem = `The file cannot be read beyond byte ${this.position}: ${(error as Error).message}`;
      return null;
    }
  }

  close(): void {
    this.next = null;
    this.requested = this.length;
  }

  private request(): Promise<ArrayBuffer> {
    const from = this.requested;
    this.requested = Math.min(this.length, from + PIECE_BYTES);
    return this.blob.slice(from, this.requested).arrayBuffer();
  }
}
