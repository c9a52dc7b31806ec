/** A list of times in the core's memory, bounded: the first ones, or the longest ones, in no order (core/times.ts). */
import { defineRecord, type Layout, layoutOf, View } from './record.ts';

/** So many are kept of the first ones, and at least of the longest: a closer look no plot can show, and a bracket needs one. */
export const MAX_FIRST = 4096;
export const MAX_LONGEST = 2048;

const fields: Layout = layoutOf({
  ints: ['count', 'kept', 'room', 'address'],
  floats: ['atLeastNs'],
  hot: [],
});

export class Times extends View {
  /** How many there were; those beyond the bound are only counted. */
  declare readonly count: number;
  declare private readonly kept: number;
  declare private readonly address: number;

  /** Those that are kept, where they lie: valid until memory grows. */
  get values(): Float64Array {
    const first = this.address >>> 3;
    return this.f64.subarray(first, first + this.kept);
  }
}

export const timesLayout: Layout = fields;
defineRecord(Times.prototype, fields);
