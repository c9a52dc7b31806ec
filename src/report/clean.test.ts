import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clean, cleanLines } from './clean.ts';

test('terminal escapes, bidirectional overrides and invisible characters become visible', () => {
  expect(clean('/a\x1b[2Jb')).toBe('/a\\x1b[2Jb');
  expect(clean('evil\u202Egnp.exe')).toBe('evil\\u{202e}gnp.exe');
  expect(clean('a\u200Bb\uFEFFc\u2028d')).toBe('a\\u{200b}b\\u{feff}c\\u{2028}d');
  expect(clean('o\u0301\u0489')).toBe('o\\u{301}\\u{489}');
  expect(clean('\uD800')).toBe('\\u{d800}');
});

test('ordinary text of any script stays as it is', () => {
  expect(clean('/заказы/注文?q=ü → ×2')).toBe('/заказы/注文?q=ü → ×2');
});

test('line breaks and tabs collapse to one blank', () => {
  expect(clean('GET /\r\n\tX: 1')).toBe('GET / X: 1');
});

test('long text ends in an ellipsis within the limit', () => {
  expect(clean('a'.repeat(10_000_000), 10)).toBe('aaaaaaaaa…');
});

test('snippets keep their lines and indentation', () => {
  expect(cleanLines('a {\n\tb;\x1b\n}')).toEqual(['a {', '    b;\\x1b', '}']);
});

test('no text whatever leaves a character that a terminal would act on', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(clean(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
  );
});
