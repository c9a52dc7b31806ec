/**
 * The fast part of the per-frame loop: frames of a pcap file lie one after another, and the core walks over them by itself.
 * What it cannot take (tunnels, fragments, damage ...) it leaves for the loop, frame by frame. The bytes must lie in
 * the core's memory.
 */
import type { RecordRun } from '../capture/frame-cursor.ts';
import type { Core } from '../flow/core.ts';

export class RecordWalk {
  private readonly core: Core;

  constructor(core: Core) {
    this.core = core;
  }

  /** Takes as many frames as it can; returns how many. */
  take(run: RecordRun): number {
    const { layout, view } = run;
    if (layout === null || run.position >= run.end) return 0;
    const base = this.core.addressOf(view);
    if (base < 0) return 0;
    const { calls } = this.core;
    const frames = calls.walk(
      base + run.position,
      base + run.end,
      layout.headerLength,
      run.linkType,
      layout.littleEndian,
      layout.nsPerFraction,
      layout.epochSeconds,
      layout.epochFraction,
      run.frameNumber,
    );
    if (frames > 0) layout.lastSeconds = calls.walkSeconds() >>> 0;
    run.frameNumber += frames;
    run.position = calls.walkEnd() - base;
    return frames;
  }
}
