import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  seqAdd,
  seqDiff,
  seqGreaterOrEqual,
  seqGreaterThan,
  seqLessOrEqual,
  seqLessThan,
  seqMax,
  seqWithin,
} from './sequence.ts';

const sequence = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const ahead = fc.integer({ min: 1, max: 2 ** 31 - 1 });

test('a number moved forward lies ahead by just that much, across the wrap too', () => {
  fc.assert(
    fc.property(sequence, ahead, (start, count) => {
      const later = seqAdd(start, count);
      expect(seqDiff(later, start)).toBe(count);
      expect(seqLessThan(start, later)).toBe(true);
      expect(seqGreaterThan(later, start)).toBe(true);
      expect(seqLessOrEqual(later, start)).toBe(false);
      expect(seqGreaterOrEqual(start, later)).toBe(false);
      expect(seqMax(start, later)).toBe(later);
      expect(seqMax(later, start)).toBe(later);
    }),
  );
});

test('a number is equal to itself and neither before nor after', () => {
  fc.assert(
    fc.property(sequence, (number) => {
      expect(seqDiff(number, number)).toBe(0);
      expect(seqLessThan(number, number)).toBe(false);
      expect(seqGreaterThan(number, number)).toBe(false);
      expect(seqLessOrEqual(number, number)).toBe(true);
      expect(seqGreaterOrEqual(number, number)).toBe(true);
    }),
  );
});

test('a number lies within a window from its start to before its end', () => {
  const start = 0x7fff_fff0 | 0;
  expect(seqWithin(start, start, 32)).toBe(true);
  expect(seqWithin(seqAdd(start, 31), start, 32)).toBe(true);
  expect(seqWithin(seqAdd(start, 32), start, 32)).toBe(false);
  expect(seqWithin(seqAdd(start, -1), start, 32)).toBe(false);
});

test('uint32 and int32 forms of one number are the same', () => {
  expect(seqDiff(0xffff_ffff, -1)).toBe(0);
});
