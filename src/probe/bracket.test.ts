import { expect, test } from 'vitest';
import { bracketOf, type CloseSample, mostFrequent } from './bracket.ts';

const sample = (afterMs: number, doubtMs = 0): CloseSample => ({
  afterMs,
  doubtMs,
  how: 'fin',
  status: null,
});

test('samples that lie close together: the later ones are the machines being busy', () => {
  const samples = [5003, 5001, 5080, 5002, 5150].map((ms) => sample(ms));
  expect(bracketOf(samples)).toEqual({ lowS: 4.981, highS: 5.022, samples: 5 });
});

test('one that comes a little early among many is left out', () => {
  const samples = [4937, ...Array.from({ length: 9 }, (_, i) => 5001 + i)].map((ms) => sample(ms));
  expect(bracketOf(samples)).toEqual({ lowS: 4.981, highS: 5.023, samples: 10 });
});

test('samples that are spread come from a timer that ticks, and all count', () => {
  const samples = [5100, 5300, 5500, 5700, 5900].map((ms) => sample(ms));
  expect(bracketOf(samples)).toEqual({ lowS: 5.08, highS: 5.92, samples: 5 });
});

test('a moment at which the probe itself was kept from running is no measurement', () => {
  expect(bracketOf([sample(4900, 110), sample(5002), sample(5400, 380)])).toEqual({
    lowS: 4.982,
    highS: 5.022,
    samples: 1,
  });
});

test('where all are doubtful, the least doubtful is used, and the bracket is as wide as the doubt', () => {
  expect(bracketOf([sample(4800, 200), sample(5040, 60)])).toEqual({ samples: 1, lowS: 4.98, highS: 5.1 });
});

test('a bracket does not begin below zero', () => {
  expect(bracketOf([sample(3)]).lowS).toBe(0);
});

test('the most frequent comes first, the earlier on a draw', () => {
  expect(mostFrequent(['fin', 'rst', 'rst'])).toBe('rst');
  expect(mostFrequent(['fin', 'rst'])).toBe('fin');
  expect(mostFrequent([])).toBeNull();
});
