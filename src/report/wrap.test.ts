import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelled, wrap } from './wrap.ts';

test('lines break at blanks and are indented', () => {
  expect(wrap('one two three four', 10, '  ')).toEqual(['  one two', '  three', '  four']);
});

test('the first line may be indented differently, as for a bullet', () => {
  expect(wrap('one two three', 9, '    ', '  • ')).toEqual(['  • one', '    two', '    three']);
});

test('a word longer than the line stands alone', () => {
  expect(wrap('a https://example.com/long b', 10)).toEqual(['a', 'https://example.com/long', 'b']);
});

test('a label has its own column', () => {
  expect(labelled('when', 'now and then', 16, '  ', 6)).toEqual(['  when  now and', '        then']);
});

test('no word is lost, and only a single long word is wider than asked', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,20}$/)),
      fc.integer({ min: 5, max: 60 }),
      (words, width) => {
        const lines = wrap(words.join(' '), width, ' ');
        expect(lines.flatMap((line) => line.trim().split(' ')).filter((word) => word !== '')).toEqual(words);
        for (const line of lines) expect(line.length <= width || !line.trim().includes(' ')).toBe(true);
      },
    ),
  );
});
