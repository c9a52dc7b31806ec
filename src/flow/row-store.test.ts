import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdTuple, loneCore, openRow } from '../../test/build/core.ts';
import type { Core } from './core.ts';
import { RowAt, RowStore } from './row-store.ts';

const SEED = 0x5eed;

interface Tuple {
  a: number[];
  b: number[];
  portA: number;
  portB: number;
}

/** Addresses that differ in one byte, wherever that lies. */
function tupleOf(version: 4 | 6, a: number, b: number, portA: number, portB: number): Tuple {
  const address = (value: number): number[] => {
    const bytes = new Array<number>(version === 4 ? 4 : 16).fill(0);
    bytes[value % bytes.length] = 0xf0 + value; // words with their highest bit set, too
    return bytes;
  };
  return { a: address(a), b: address(b), portA, portB };
}

class Fixture {
  readonly core: Core;
  readonly rows: RowStore;

  constructor(seed = SEED) {
    this.core = loneCore({}, seed);
    this.rows = new RowStore(this.core);
  }

  find({ a, b, portA, portB }: Tuple, backwards = false): [row: number, from: number] {
    if (backwards) holdTuple(this.core, b, a, portB, portA);
    else holdTuple(this.core, a, b, portA, portB);
    return [this.core.calls.find(), this.core.segment.from];
  }

  open(tuple: Tuple): number {
    return openRow(this.core, this.find(tuple)[0]);
  }
}

const anyTuple = fc
  .tuple(fc.constantFrom<(4 | 6)[]>(4, 6), fc.nat(3), fc.integer({ min: 4, max: 7 }), fc.nat(6), fc.nat(6))
  .map((parts) => tupleOf(...parts));

test('rows are found as a map of text keys finds them, in both directions', () => {
  fc.assert(
    fc.property(fc.array(anyTuple, { maxLength: 100 }), (tuples) => {
      const fixture = new Fixture();
      const map = new Map<string, number>();
      for (const tuple of tuples) {
        const key = JSON.stringify(tuple);
        expect(fixture.find(tuple)[0]).toBe(map.get(key) ?? -1);
        if (map.has(key)) continue;
        const row = fixture.open(tuple);
        map.set(key, row);
        expect(fixture.find(tuple)).toEqual([row, 0]);
        expect(fixture.find(tuple, true)).toEqual([row, 1]);
      }
    }),
    { numRuns: 50 },
  );
});

test('the table grows with all that is in it, whatever the seed', () => {
  for (const seed of [0, SEED, -1]) {
    const fixture = new Fixture(seed);
    const tuples = Array.from({ length: 50_000 }, (_, i) => ({
      a: [10, 0, i >> 16, (i >> 8) & 255],
      b: [192, 0, 2, 1],
      portA: 1024 + (i & 255),
      portB: 80,
    }));
    for (const tuple of tuples) fixture.open(tuple);
    expect(tuples.every((tuple, row) => fixture.find(tuple)[0] === row)).toBe(true);
  }
});

test('the next connection on a four-tuple takes its place', () => {
  const fixture = new Fixture();
  const tuple = tupleOf(6, 1, 2, 3, 4);
  const old = fixture.open(tuple);
  const next = fixture.open(tuple);
  expect([old, next]).toEqual([0, 1]);
  expect(fixture.find(tuple, true)).toEqual([next, 1]);
});

test('no more rows are opened than there is room for', () => {
  const core = loneCore({}, SEED, 2);
  const store = new RowStore(core);
  const opened = [1, 2, 3].map((port) => {
    holdTuple(core, [10, 0, 0, 1], [10, 0, 0, 2], port, 443);
    return openRow(core, core.calls.find());
  });
  expect([opened, store.count]).toEqual([[0, 1, -1], 2]);
});

test('a field keeps what it is given', () => {
  const fixture = new Fixture();
  const row = fixture.open(tupleOf(4, 1, 2, 40_000, 443));
  fixture.rows.setF64(row, RowAt.startNs, 1.5e9);
  fixture.rows.setU32(row, RowAt.framesB, 4_000_000_000);
  fixture.rows.setU8(row, RowAt.ending, 7);
  const { rows } = fixture;
  expect([
    rows.getF64(row, RowAt.startNs),
    rows.getU32(row, RowAt.framesB),
    rows.getU8(row, RowAt.ending),
  ]).toEqual([1.5e9, 4_000_000_000, 7]);
  expect([rows.port(row, 0), rows.port(row, 1), rows.slot(row)]).toEqual([40_000, 443, 0]);
});

test('where there is no memory for more, none are opened; those that are there stay', () => {
  const fixture = new Fixture();
  const tuple = (port: number): Tuple => tupleOf(4, 1, 2, port, 443);
  expect(fixture.open(tuple(1))).toBe(0);
  fixture.core.calls.reserve(3_000_000);
  expect(fixture.open(tuple(2))).toBe(-1);
  fixture.core.calls.reserve(1);
  expect(fixture.open(tuple(2))).toBe(1);
  expect(fixture.find(tuple(1))).toEqual([0, 0]);
});
