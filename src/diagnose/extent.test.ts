import { expect, test } from 'vitest';
import { extent } from './extent.ts';

test('of a million values, which no call could take as arguments', () => {
  const values = Array.from({ length: 1_000_000 }, (_, i) => Math.abs(i - 300_000));
  expect(extent(values)).toEqual({ least: 0, most: 699_999 });
});

test('of nothing, no value lies within', () => {
  expect(extent([])).toEqual({ least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY });
});
