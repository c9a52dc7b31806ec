import { expect, test } from 'vitest';
import { pageText } from './page-text.ts';

const page = '# title: meaning\n\nSome `code` and **weight**.\n\n```text\n# not a heading `x`\n```\n';

test('without colour a page is printed as it is', () => {
  expect(pageText(page, false).join('\n')).toBe(page.trimEnd());
});

test('colour only marks what is there', () => {
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
  expect(pageText(page, true).join('\n').replace(escapes, '')).toBe(page.trimEnd());
  expect(pageText(page, true)[0]).toBe('\x1b[1m# title: meaning\x1b[22m');
});
