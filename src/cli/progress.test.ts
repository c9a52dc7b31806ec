import { expect, test } from 'vitest';
import { progressLine } from './progress.ts';

test('progress shows share, bytes, rate and what is left', () => {
  expect(progressLine(650e6, 1450e6, 0.6)).toBe(
    'reading  [#########...........]  44 %  650 MB of 1.4 GB  1.1 GB/s  738 ms left',
  );
});

test('a pipe has no end to wait for', () => {
  expect(progressLine(65e6, null, 1)).toBe('reading  65.0 MB  65.0 MB/s');
});

test('progress never exceeds the whole', () => {
  expect(progressLine(20, 10, 1)).toContain('100 %');
  expect(progressLine(0, 10, 0)).toContain('0 %');
});
