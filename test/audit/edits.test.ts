/** Fixes as edits of files: the right token of the right line, and nothing else. */
import { expect, test } from 'vitest';
import { applyFix, unifiedDiff } from '../../src/audit/edits.ts';
import { fixOf } from '../../src/audit/fixes.ts';
import type { Setting } from '../../src/audit/model.ts';
import { hop } from './build-hops.ts';

function fixedLine(line: string, setting: Partial<Setting>, value: number): string | undefined {
  const server = hop('app');
  const idle: Setting = { value: 1, from: { file: 'f', line: 2 }, unit: 'suffix', ...setting };
  const remedy = {
    hop: { ...server, asServer: { idleTimeoutS: idle } },
    side: 'asServer' as const,
    setting: 'idleTimeoutS' as const,
    value,
  };
  return fixOf(remedy, () => `first\n${line}\nlast`)?.to;
}

test('only the value changes, in the unit in which it was written', () => {
  expect(fixedLine('  keepalive_timeout 75s 60s; # 75s', { text: '75s', name: 'keepalive_timeout' }, 4)).toBe(
    '  keepalive_timeout 4s 60s; # 75s',
  );
  expect(fixedLine('keepAliveTimeout="20000"', { text: '20000', unit: 'ms' }, 65)).toBe(
    'keepAliveTimeout="65000"',
  );
  expect(fixedLine('keepalive = 2', { text: '2', unit: 's' }, 65)).toBe('keepalive = 65');
});

test('a number is not found inside of another one', () => {
  expect(
    fixedLine('server s5 10.0.0.5:8085 pool-purge-delay 5s', { text: '5s', name: 'pool-purge-delay' }, 4),
  ).toBe('server s5 10.0.0.5:8085 pool-purge-delay 4s');
  expect(fixedLine('timeout: 15', { text: '5', unit: 's' }, 4)).toBeUndefined();
});

test('what stands as a word, or is a default, has no edit', () => {
  expect(fixedLine('option httpclose', { text: 'httpclose', unit: 'word' }, 4)).toBeUndefined();
  expect(fixedLine('x 5s', { text: '5s', from: 'default' }, 4)).toBeUndefined();
});

test('line ends stay as they are', () => {
  const text = 'a\r\nkeepalive 2\r\nb\r\n';
  expect(applyFix(text, { file: 'f', line: 2, from: 'keepalive 2', to: 'keepalive 2\nx 5' })).toBe(
    'a\r\nkeepalive 2\r\nx 5\r\nb\r\n',
  );
});

test('a line that has changed meanwhile is left alone', () => {
  expect(applyFix('a\nb\n', { file: 'f', line: 2, from: 'c', to: 'd' })).toBeUndefined();
  expect(applyFix('a\n', { file: 'f', line: 9, from: 'a', to: 'd' })).toBeUndefined();
});

test('the diff is one that patch takes', () => {
  const before = 'one\ntwo\nthree\nfour\nfive\n';
  expect(unifiedDiff({ file: './dir/f', before, after: before.replace('four', '4') })).toEqual([
    '--- a/dir/f',
    '+++ b/dir/f',
    '@@ -1,5 +1,5 @@',
    ' one',
    ' two',
    ' three',
    '-four',
    '+4',
    ' five',
  ]);
});
