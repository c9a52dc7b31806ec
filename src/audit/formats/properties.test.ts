import { expect, test } from 'vitest';
import { readProperties } from './properties.ts';

test('keys end at the first separator, and lines are those of the keys', () => {
  const text = '# note\na=1\nb : 2\nc 3\n! note\nd\\=e = f=g\n\nh=\n';
  expect(readProperties(text)[0]).toEqual([
    { key: 'a', value: '1', line: 2 },
    { key: 'b', value: '2', line: 3 },
    { key: 'c', value: '3', line: 4 },
    { key: 'd=e', value: 'f=g', line: 6 },
    { key: 'h', value: '', line: 8 },
  ]);
});

test('a backslash at the end of a line continues it', () => {
  expect(readProperties('a=one,\\\n   two\r\nb=3')[0]).toEqual([
    { key: 'a', value: 'one,two', line: 1 },
    { key: 'b', value: '3', line: 3 },
  ]);
});

test('#--- divides documents', () => {
  expect(readProperties('a=1\n#---\na=2\n').map((document) => document.map(({ value }) => value))).toEqual([
    ['1'],
    ['2'],
  ]);
});
