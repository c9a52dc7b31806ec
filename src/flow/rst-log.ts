/** Every RST of the capture: frame and sender, chained per stream. Nine bytes each, so that storms stay cheap. */
export class RstLog {
  private frames: Uint32Array = new Uint32Array(1024);
  /** Index + 1 of the stream's previous RST; 0 for its first. */
  private previous: Uint32Array = new Uint32Array(1024);
  private senders: Uint8Array = new Uint8Array(1024);
  count = 0;

  /** Adds a RST sent by side `from`; returns its index + 1, to be passed as `previous` of the stream's next one. */
  add(frame: number, from: 0 | 1, previous: number): number {
    if (this.count === this.frames.length) this.grow();
    this.frames[this.count] = frame;
    this.previous[this.count] = previous;
    this.senders[this.count] = from;
    return ++this.count;
  }

  /** A stream's RSTs in order of their frames; `last` is what its latest `add` returned. */
  list(last: number): { frame: number; from: 0 | 1 }[] {
    const found: { frame: number; from: 0 | 1 }[] = [];
    for (let index = last; index !== 0; index = this.previous[index - 1] as number) {
      found.push({ frame: this.frames[index - 1] as number, from: this.senders[index - 1] === 1 ? 1 : 0 });
    }
    return found.reverse();
  }

  private grow(): void {
    const { frames, previous, senders } = this;
    this.frames = new Uint32Array(frames.length * 2);
    this.previous = new Uint32Array(frames.length * 2);
    this.senders = new Uint8Array(frames.length * 2);
    this.frames.set(frames);
    this.previous.set(previous);
    this.senders.set(senders);
  }
}
