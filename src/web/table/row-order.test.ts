import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderedRows } from './row-order.ts';

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

function expected(values: readonly number[], descending: boolean): number[] {
  const sign = descending ? -1 : 1;
  return values
    .map((_, i) => i)
    .sort((a, b) => sign * compare(values[a] as number, values[b] as number) || a - b);
}

describe('rows in order', () => {
  test('of numbers, equal ones in order of their stream, in both directions', () => {
    const number = fc.double({ noNaN: true }).map((value) => value + 0);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(number, fc.constantFrom(0, 1, -1)), { maxLength: 60 }),
        fc.boolean(),
        (values, descending) => {
          const column = { kind: 'number', values: Float64Array.from(values) } as const;
          // -0 and 0 have different bits, and no column holds -0.
          fc.pre(values.every((value) => !Object.is(value, -0)));
          expect([...orderedRows(column, values.length, descending)]).toEqual(expected(values, descending));
        },
      ),
    );
  });

  test('of whole numbers up to the largest', () => {
    const values = [4_294_967_295, 0, 65_536, 65_535, 1, 0];
    const column = { kind: 'number', values: Uint32Array.from(values) } as const;
    expect([...orderedRows(column, values.length, false)]).toEqual(expected(values, false));
    expect([...orderedRows(column, values.length, true)]).toEqual(expected(values, true));
    expect([...column.values]).toEqual(values);
  });

  test('of addresses as a person counts: 10.0.0.9 before 10.0.0.10', () => {
    const column = {
      kind: 'text',
      codes: Uint32Array.of(0, 1, 2),
      texts: ['10.0.0.10', '10.0.0.9', '10.0.0.100'],
    } as const;
    expect([...orderedRows({ ...column, texts: [...column.texts] }, 3, false)]).toEqual([1, 0, 2]);
  });
});
