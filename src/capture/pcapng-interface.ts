/**
 * An interface of a pcapng section (draft-ietf-opsawg-pcapng section 4.2), above all what its timestamps mean.
 *
 * A timestamp is a 64-bit count of units since 1970, too large for a number when the unit is a nanosecond. So the first
 * one of each interface is converted with bigints, and the others as their difference from it: exact, and no allocation.
 */
import type { FrameWindow } from './frame-window.ts';
import { eachOption } from './pcapng-options.ts';

const OPTION_TIME_RESOLUTION = 9;
const OPTION_TIME_OFFSET = 14;
const NS_PER_S = 1_000_000_000n;

export class PcapngInterface {
  readonly linkType: number;
  /** 0: unlimited. */
  readonly snapLength: number;
  frames = 0;
  /** Frames dropped, as its last statistics block says. */
  dropped = 0;
  /** The resolution that the capture states cannot be used; microseconds are assumed. */
  oddResolution = false;

  private unitsPerSecond = 1_000_000n;
  private offsetSeconds = 0n;
  /** Nanoseconds in a unit; 0 while the first timestamp has not come, and for units that are not whole nanoseconds. */
  private nsPerUnit = 0;
  private firstHigh = 0;
  private firstLow = 0;
  private firstNs = 0;

  /** Reads an interface description block of `length` bytes. */
  constructor(view: DataView, block: number, length: number, littleEndian: boolean) {
    this.linkType = view.getUint16(block + 8, littleEndian);
    this.snapLength = view.getUint32(block + 12, littleEndian);
    eachOption(view, block + 16, block + length - 4, littleEndian, (code, at, size) => {
      if (code === OPTION_TIME_RESOLUTION && size === 1) this.setResolution(view.getUint8(at));
      if (code === OPTION_TIME_OFFSET && size === 8) this.offsetSeconds = view.getBigInt64(at, littleEndian);
    });
  }

  /**
   * Sets the window's time, counted from `epochNs`, from the 64-bit timestamp at `offset`, high half first. It reads and
   * writes in place, for a number that is not a small integer would be allocated to be passed on.
   */
  setTime(window: FrameWindow, offset: number, littleEndian: boolean, epochNs: bigint): void {
    const { view } = window;
    if (this.nsPerUnit === 0) {
      window.timeNs = this.exactTimeNs(view, offset, littleEndian, epochNs);
      return;
    }
    const high = view.getUint32(offset, littleEndian);
    const low = view.getUint32(offset + 4, littleEndian);
    const units = (high - this.firstHigh) * 4_294_967_296 + (low - this.firstLow);
    window.timeNs = this.firstNs + units * this.nsPerUnit;
  }

  /** Of the timestamp at `offset`, since 1970. */
  absoluteNs(view: DataView, offset: number, littleEndian: boolean): bigint {
    const high = BigInt(view.getUint32(offset, littleEndian));
    const units = (high << 32n) | BigInt(view.getUint32(offset + 4, littleEndian));
    return (units * NS_PER_S) / this.unitsPerSecond + this.offsetSeconds * NS_PER_S;
  }

  /** For the first frame, and for all frames in the rare case of units such as 2^-20 s. */
  private exactTimeNs(view: DataView, offset: number, littleEndian: boolean, epochNs: bigint): number {
    const timeNs = Number(this.absoluteNs(view, offset, littleEndian) - epochNs);
    if (NS_PER_S % this.unitsPerSecond === 0n) {
      this.nsPerUnit = Number(NS_PER_S / this.unitsPerSecond);
      this.firstHigh = view.getUint32(offset, littleEndian);
      this.firstLow = view.getUint32(offset + 4, littleEndian);
      this.firstNs = timeNs;
    }
    return timeNs;
  }

  /** The top bit tells powers of 2 from powers of 10; the rest is the negative exponent. */
  private setResolution(value: number): void {
    const exponent = value & 0x7f;
    const isPowerOf2 = value >= 0x80;
    this.oddResolution = exponent > (isPowerOf2 ? 63 : 19);
    if (!this.oddResolution) this.unitsPerSecond = (isPowerOf2 ? 2n : 10n) ** BigInt(exponent);
  }
}
