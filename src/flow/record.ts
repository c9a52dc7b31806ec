/**
 * Records: fixed-size rows of numbers in typed arrays, read through long-lived view objects whose properties are the
 * fields. A view costs nothing per segment: it is moved (`at`, `fat`), not made. Measured against an object per
 * connection: half the time per access, a fifth of the memory, no work for the garbage collector.
 */

const NO_INTS = new Int32Array(0);
const NO_FLOATS = new Float64Array(0);

/** A window on one record: `at` and `fat` are its first integer and first float. */
export class View {
  i32: Int32Array = NO_INTS;
  f64: Float64Array = NO_FLOATS;
  at = 0;
  fat = 0;
}

/** The fields of a record, by kind. Order is layout. */
export interface Fields {
  /** Signed 32-bit: counters, sequence numbers, frames, small codes. */
  ints: readonly string[];
  /** Booleans, one integer each. */
  flags?: readonly string[];
  /** Doubles: times in ns, byte counts. */
  floats?: readonly string[];
  /** A frame and its time: one integer, one double. */
  marks?: readonly string[];
}

export interface Layout {
  ints: number;
  floats: number;
}

/** Installs accessors for `fields` on a view class; returns the record's size. */
export function defineRecord(prototype: View, fields: Fields): Layout {
  const { ints, flags = [], floats = [], marks = [] } = fields;
  ints.forEach((name, offset) => Object.defineProperty(prototype, name, intAccessor(offset)));
  flags.forEach((name, i) => Object.defineProperty(prototype, name, flagAccessor(ints.length + i)));
  floats.forEach((name, offset) => Object.defineProperty(prototype, name, floatAccessor(offset)));
  return { ints: ints.length + flags.length + marks.length, floats: floats.length + marks.length };
}

/** The mark called `name` of a view with these fields. */
export function markOf(view: View, fields: Fields, name: string): Mark {
  const index = fields.marks?.indexOf(name) ?? -1;
  if (index < 0) throw new TypeError(`no mark called ${name}`);
  return new Mark(
    view,
    fields.ints.length + (fields.flags?.length ?? 0) + index,
    (fields.floats?.length ?? 0) + index,
  );
}

/** A moment: a frame and its time. `frame` 0 means "never". */
export class Mark {
  private readonly view: View;
  private readonly int: number;
  private readonly float: number;

  constructor(view: View, int: number, float: number) {
    this.view = view;
    this.int = int;
    this.float = float;
  }

  get frame(): number {
    return this.view.i32[this.view.at + this.int] as number;
  }

  get timeNs(): number {
    return this.view.f64[this.view.fat + this.float] as number;
  }

  get seen(): boolean {
    return this.view.i32[this.view.at + this.int] !== 0;
  }

  set(frame: number, timeNs: number): void {
    const { view } = this;
    view.i32[view.at + this.int] = frame;
    view.f64[view.fat + this.float] = timeNs;
  }

  copy(other: Mark): void {
    this.set(other.frame, other.timeNs);
  }

  clear(): void {
    this.set(0, 0);
  }
}

function intAccessor(offset: number): PropertyDescriptor {
  return {
    get(this: View): number {
      return this.i32[this.at + offset] as number;
    },
    set(this: View, value: number): void {
      this.i32[this.at + offset] = value;
    },
  };
}

function flagAccessor(offset: number): PropertyDescriptor {
  return {
    get(this: View): boolean {
      return this.i32[this.at + offset] !== 0;
    },
    set(this: View, value: boolean): void {
      this.i32[this.at + offset] = value ? 1 : 0;
    },
  };
}

function floatAccessor(offset: number): PropertyDescriptor {
  return {
    get(this: View): number {
      return this.f64[this.fat + offset] as number;
    },
    set(this: View, value: number): void {
      this.f64[this.fat + offset] = value;
    },
  };
}
