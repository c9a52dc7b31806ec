import { expect, test } from 'vitest';
import { bytes, clockTime, count, duration, grouped, share } from './quantities.ts';

test.each([
  [0, '0 s'],
  [0.000_085, '85 µs'],
  [0.000_999_6, '1.00 ms'],
  [0.0152, '15.2 ms'],
  [0.9996, '1.00 s'],
  [5, '5 s'],
  [5.011, '5.01 s'],
  [99.96, '100 s'],
  [350, '350 s'],
  [600, '600 s'],
  [3440, '57 min 20 s'],
  [7199.6, '2 h'],
  [11_100, '3 h 5 min'],
  [200_000, '2 d 8 h'],
  [-0.5, '-500 ms'],
  [Number.NaN, 'an unknown time'],
])('%d s reads "%s"', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test.each([
  [999, '999 B'],
  [1000, '1.0 kB'],
  [9960, '10.0 kB'],
  [99_960, '100 kB'],
  [999_600, '1.0 MB'],
  [1_460_000_000, '1.5 GB'],
])('%d bytes read "%s"', (value, text) => {
  expect(bytes(value)).toBe(text);
});

test('counts are grouped by thousands and take their plural', () => {
  expect(grouped(1_234_567)).toBe('1,234,567');
  expect(count(1, 'connection')).toBe('1 connection');
  expect(count(5100, 'connection')).toBe('5,100 connections');
  expect(count(2, 'query', 'queries')).toBe('2 queries');
});

test('a share of a whole says "all", "both" and "the only" where it is the whole', () => {
  expect(share(12, 40, 'connection')).toBe('12 of 40 connections');
  expect(share(8, 8, 'connection')).toBe('all 8 connections');
  expect(share(2, 2, 'connection')).toBe('both connections');
  expect(share(1, 1, 'connection')).toBe('the only connection');
});

test('clock times keep milliseconds, and the date on demand', () => {
  expect(clockTime('2026-01-31T10:02:11.482000000Z', false)).toBe('10:02:11.482');
  expect(clockTime('2026-01-31T10:02:11.482000000Z', true)).toBe('2026-01-31 10:02:11.482');
});
