/** Bytes in pieces, wherever they come from: the hosts (src/node, src/web) bring files, pipes and downloads. */

export interface ByteSource {
  /**
   * The next bytes, which may be overwritten by the next call; null at the end. A source that can put them anywhere puts
   * them in `into`. Never rejects.
   */
  read(into?: Uint8Array): Promise<Uint8Array | null>;
  /** Why the end came too early, as a sentence; null if it did not. */
  readonly problem: string | null;
  /** Bytes read from the file or the pipe, compressed or not. */
  readonly position: number;
  /** All of them; null for a pipe. */
  readonly length: number | null;
  close(): void;
}

/** Lets the first bytes be looked at before they are read. */
export class PeekedSource implements ByteSource {
  private readonly inner: ByteSource;
  private peeked: Uint8Array | null = null;

  constructor(inner: ByteSource) {
    this.inner = inner;
  }

  get problem(): string | null {
    return this.inner.problem;
  }

  get position(): number {
    return this.inner.position;
  }

  get length(): number | null {
    return this.inner.length;
  }

  /** At least `count` bytes, unless there are fewer. */
  async peek(count: number): Promise<Uint8Array> {
    this.peeked ??= await this.inner.read();
    while (this.peeked !== null && this.peeked.length < count) {
      this.peeked = new Uint8Array(this.peeked); // the next call overwrites it
      const more = await this.inner.read();
      if (more === null) break;
      this.peeked = joined(this.peeked, more);
    }
    return this.peeked ?? new Uint8Array(0);
  }

  async read(into?: Uint8Array): Promise<Uint8Array | null> {
    const { peeked } = this;
    this.peeked = null;
    return peeked ?? this.inner.read(into);
  }

  close(): void {
    this.inner.close();
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
