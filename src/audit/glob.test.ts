import { expect, test } from 'vitest';
import { globMatcher } from './glob.ts';

test.each([
  ['*.conf', 'a.conf', true],
  ['*.conf', 'dir/a.conf', false],
  ['conf.d/*.conf', 'conf.d/.conf', true],
  ['sites-enabled/*', 'sites-enabled/app', true],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', false],
  ['[a-c]x', 'bx', true],
  ['[!a-c]x', 'bx', false],
  ['[!a-c]x', 'dx', true],
  ['a*b*c', 'axxbxxc', true],
  ['a*b*c', 'axxbxx', false],
  ['a.c', 'abc', false],
  ['**', 'a/b', false],
  ['[', '[', true],
])('%s and %s: %s', (pattern, path, matches) => {
  expect(globMatcher(pattern)(path)).toBe(matches);
});

test('many stars take no longer than the product of both lengths', () => {
  expect(globMatcher('*a'.repeat(200))(`${'a'.repeat(5000)}b`)).toBe(false);
});
