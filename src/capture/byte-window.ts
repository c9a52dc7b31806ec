/**
 * A stretch of contiguous bytes over a stream that comes in pieces of any size.
 *
 * Normally the window lies on the pushed chunk itself, so nothing is copied. Only what straddles two chunks is
 * completed in a buffer of our own, the carry; once that is read, the window moves on to the chunk:
 *
 *     chunk 1                     chunk 2
 *     [frame][frame][fra      ->  me][frame][frame] …
 *                    └ carry: [frame] ┘
 */

const NO_BYTES = new Uint8Array(0);
const NO_VIEW = new DataView(NO_BYTES.buffer);
const SMALLEST_CARRY = 4096;

export class ByteWindow {
  /** Holds the window; changes with `push` and `need`. */
  view: DataView = new DataView(NO_BYTES.buffer);
  /** Offset in `view` of the first byte not yet read. */
  position = 0;
  /** Offset in `view` behind the last byte of the window. */
  end = 0;
  /** No more bytes will come. */
  ended = false;
  /** Nothing more is read, whatever comes. */
  stopped = false;

  private chunk: Uint8Array = NO_BYTES;
  private chunkView: DataView = this.view;
  /** Bytes of the chunk that have become part of the window. */
  private chunkTaken = 0;
  private carry: Uint8Array = NO_BYTES;
  private carryView: DataView = this.view;
  private inCarry = true;
  private toSkip = 0;
  private received = 0;
  /** Offset in the whole stream of `view`'s first byte. */
  private viewStart = 0;

  /** Offset in the whole stream of the first byte not yet read. */
  get byteOffset(): number {
    return this.viewStart + this.position + this.toSkip;
  }

  /** Some bytes of the stream have come that were neither read nor skipped, or were to be skipped and did not come. */
  get unfinished(): boolean {
    return this.position < this.end || this.toSkip > 0;
  }

  /** The window lies on the pushed chunk itself, whose bytes stay where they are until the next push. */
  get inChunk(): boolean {
    return !this.inCarry;
  }

  push(bytes: Uint8Array): void {
    if (this.stopped) return;
    if (!this.inCarry || this.chunkTaken < this.chunk.length) this.need(Number.POSITIVE_INFINITY);
    this.chunk = bytes;
    this.chunkView = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.chunkTaken = 0;
    this.received += bytes.length;
  }

  /** True once `count` contiguous bytes lie in `view` from `position` on; both may change. False: push more. */
  need(count: number): boolean {
    if (this.end - this.position >= count) return true;
    if (this.inCarry && this.position === this.end) this.enterChunk();
    if (this.inCarry) this.extendCarry(count - (this.end - this.position));
    else if (this.end - this.position < count) this.keepRest();
    return this.end - this.position >= count;
  }

  /**
   * The bytes not yet read are copied to the front of `into` and forgotten here: to be pushed again, with what comes next
   * behind them. Returns how many. More than half of `into` stay where they are, so that there is room for others: -1.
   */
  giveBack(into: Uint8Array): number {
    if (!this.inCarry || this.chunkTaken < this.chunk.length) this.need(Number.POSITIVE_INFINITY);
    const rest = this.end - this.position;
    if (this.stopped) return 0;
    if (rest * 2 > into.length) return -1;
    into.set(this.carry.subarray(this.position, this.end));
    this.received -= rest;
    this.viewStart += this.position;
    this.position = 0;
    this.end = 0;
    return rest;
  }

  /** Passes over `count` bytes, which need not have come yet: they are not kept. */
  skip(count: number): void {
    const here = Math.min(count, this.end - this.position);
    this.position += here;
    this.toSkip += count - here;
  }

  stop(): void {
    this.stopped = true;
    this.position = 0;
    this.end = 0;
    this.toSkip = 0;
    this.inCarry = true;
    this.chunkTaken = this.chunk.length;
  }

  private enterChunk(): void {
    const skipped = Math.min(this.toSkip, this.chunk.length - this.chunkTaken);
    this.toSkip -= skipped;
    this.view = this.chunkView;
    this.position = this.chunkTaken + skipped;
    this.end = this.chunk.length;
    this.viewStart = this.received - this.chunk.length;
    this.chunkTaken = this.chunk.length;
    this.inCarry = false;
  }

  /** The chunk's last bytes, too few, are kept until more come: its owner may reuse it. */
  private keepRest(): void {
    const from = this.position;
    const rest = this.end - from;
    if (this.carry.length < rest) this.allocateCarry(2 * rest);
    this.carry.set(this.chunk.subarray(from, this.end));
    this.view = this.carryView;
    this.viewStart += from;
    this.position = 0;
    this.end = rest;
    this.inCarry = true;
    this.forgetChunk();
  }

  private extendCarry(missing: number): void {
    const count = Math.min(missing, this.chunk.length - this.chunkTaken);
    if (this.end + count > this.carry.length) this.makeRoom(count);
    this.carry.set(this.chunk.subarray(this.chunkTaken, this.chunkTaken + count), this.end);
    this.chunkTaken += count;
    this.end += count;
    if (this.chunkTaken === this.chunk.length) this.forgetChunk();
  }

  /** All of it was taken: its memory is its owner's again, who may do with it what he likes. */
  private forgetChunk(): void {
    this.chunk = NO_BYTES;
    this.chunkView = NO_VIEW;
    this.chunkTaken = 0;
  }

  /** Doubles, or moves the rest to the front when that frees half of the carry: either way each byte moves O(1) times. */
  private makeRoom(count: number): void {
    const { carry, position } = this;
    const kept = this.end - position;
    if (2 * (kept + count) > carry.length) this.allocateCarry(2 * (kept + count));
    this.carry.set(carry.subarray(position, this.end));
    this.view = this.carryView;
    this.viewStart += position;
    this.position = 0;
    this.end = kept;
  }

  private allocateCarry(capacity: number): void {
    this.carry = new Uint8Array(Math.max(capacity, SMALLEST_CARRY));
    this.carryView = new DataView(this.carry.buffer);
  }
}
