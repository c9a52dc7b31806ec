import { expect, test } from 'vitest';
import { didYouMean, suggestion } from './suggest.ts';

const known = ['keepalive-race', 'stale-reuse', 'half-open'];

test.each([
  ['keepaliverace', 'keepalive-race'],
  ['keep-alive-race', 'keepalive-race'],
  ['stale-resue', 'stale-reuse'],
  ['HALF-OPEN', 'half-open'],
])('"%s" is near "%s"', (word, near) => {
  expect(suggestion(word, known)).toBe(near);
});

test('a word that resembles nothing gets no suggestion', () => {
  expect(didYouMean('trace.pcapng', known)).toBe('');
  expect(didYouMean('x'.repeat(1e6), known)).toBe('');
  expect(didYouMean('anything', [])).toBe('');
});
