/**
 * The fast part of the per-frame loop: frames of a pcap file lie one after another, and the core walks over them by itself.
 * What it cannot take (new connections, tunnels, damage ...) it leaves for the loop, frame by frame.
 */
import type { RecordRun } from '../capture/frame-cursor.ts';
import type { Core } from '../flow/core.ts';
import { LINKTYPE_ETHERNET } from '../wire/link-types.ts';

/** Below so many bytes in hand the next piece is loaded first: a record may straddle pieces. */
const FEW_BYTES = 4096;

export class RecordWalk {
  /** After `take`: the next frame's segment is in the core's hand. */
  isHeld = false;
  private readonly core: Core;
  /** What lies in the core's memory: bytes of `view` from `start` to `end`, at the address `at`. */
  private view: DataView | null = null;
  private start = 0;
  private end = 0;
  private at = 0;

  constructor(core: Core) {
    this.core = core;
  }

  /** Takes as many frames as it can; returns how many. */
  take(run: RecordRun): number {
    let frames = 0;
    this.isHeld = false;
    for (;;) {
      const { layout } = run;
      if (layout === null || run.linkType !== LINKTYPE_ETHERNET || run.position >= run.end) return frames;
      const isLast = this.ensureLoaded(run);
      const { calls } = this.core;
      const taken = calls.walk(
        this.at + run.position - this.start,
        this.at + this.end - this.start,
        layout.headerLength,
        layout.littleEndian,
        layout.nsPerFraction,
        layout.epochSeconds,
        layout.epochFraction,
        run.frameNumber,
      );
      if (taken > 0) layout.lastSeconds = calls.walkSeconds() >>> 0;
      this.isHeld = calls.walkHeld() !== 0;
      frames += taken;
      run.frameNumber += taken;
      run.position = this.start + calls.walkEnd() - this.at;
      if (taken === 0 || isLast || this.isHeld) return frames;
    }
  }

  /** True: what is loaded reaches the run's end. */
  private ensureLoaded(run: RecordRun): boolean {
    const isHere = run.view === this.view && run.position >= this.start && run.position < this.end;
    if (!isHere || (this.end - run.position < FEW_BYTES && this.end < run.end)) this.load(run);
    return this.end === run.end;
  }

  private load({ view, position, end }: RecordRun): void {
    const { core } = this;
    const isInMemory = view.buffer === core.view.buffer;
    this.view = view;
    this.start = position;
    this.end = isInMemory ? end : Math.min(end, position + core.inputBytes);
    this.at = isInMemory ? view.byteOffset + position : core.load(view, position, this.end - position);
  }
}
