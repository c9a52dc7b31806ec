/** How many frames became what: what a report says about frames that were not read. */
import { DecodeStatus } from './decode-status.ts';

export class DecodeCounters {
  /** Frames with at least one TCP segment. */
  tcp = 0;
  notTcp = 0;
  fragment = 0;
  unsupportedFrames = 0;
  cut = 0;
  malformed = 0;
  /** Frames by the name of what was not read in them. */
  readonly unsupported: Map<string, number> = new Map();

  /** Counts a frame that is not a segment's. */
  countOther(status: DecodeStatus, unsupportedName: string): void {
    switch (status) {
      case DecodeStatus.NotTcp:
        this.notTcp++;
        break;
      case DecodeStatus.Fragment:
        this.fragment++;
        break;
      case DecodeStatus.Unsupported:
        this.unsupportedFrames++;
        this.unsupported.set(unsupportedName, (this.unsupported.get(unsupportedName) ?? 0) + 1);
        break;
      case DecodeStatus.Cut:
        this.cut++;
        break;
      case DecodeStatus.Malformed:
        this.malformed++;
        break;
    }
  }
}
