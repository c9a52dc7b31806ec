/**
 * Finding the way again in a damaged capture: byte by byte to the next place that looks like a frame.
 * Wireshark stops at the damage; a capture that lost a disk sector in the middle still tells most of its story.
 */
import type { FrameWindow } from './frame-window.ts';

/** How far the search goes before the rest of the capture is given up. */
const SEARCH_LIMIT = 1 << 20;

export type Verdict = 'frame' | 'nothing' | 'more-bytes-needed';

export class Resync {
  /** Stream offset of the damage, -1 while all is well. */
  private damageAt = -1;
  private searched = 0;
  /** The bytes ran out, rather than contradicting themselves. */
  private cut = false;

  get active(): boolean {
    return this.damageAt >= 0;
  }

  /** The frame at the window's position is damaged, or it is cut: its length goes beyond the end of the capture. */
  begin(window: FrameWindow, what: 'damaged' | 'cut'): void {
    this.damageAt = window.byteOffset;
    this.cut = what === 'cut';
    this.searched = 1;
    window.truncated = true;
    window.position = Math.min(window.position + 1, window.end);
  }

  /** Searches from the window's position on. True: a frame begins there. False: more bytes needed, or it was given up. */
  search(window: FrameWindow, judge: (window: FrameWindow) => Verdict): boolean {
    while (this.searched < SEARCH_LIMIT && (window.position < window.end || !window.ended)) {
      const verdict = judge(window);
      if (verdict === 'more-bytes-needed') return false;
      if (verdict === 'frame') return this.found(window);
      window.position++;
      this.searched++;
    }
    this.giveUp(window);
    return false;
  }

  private found(window: FrameWindow): true {
    const frame = window.frameNumber + 1;
    window.warn(
      `Damaged at byte ${this.damageAt}: reading goes on at byte ${window.byteOffset} with frame ${frame}. ` +
        'Frames in between are lost, and Wireshark stops at the damage.',
    );
    this.damageAt = -1;
    return true;
  }

  private giveUp(window: FrameWindow): void {
    const where = `at byte ${this.damageAt}, after frame ${window.frameNumber}`;
    if (this.cut) window.warn(`The capture is cut short in the middle of a frame, ${where}.`);
    else window.warn(`Damaged ${where}: nothing that looks like a frame follows, so the rest is not read.`);
    this.damageAt = -1;
    window.stop();
  }
}
