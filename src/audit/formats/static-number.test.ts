import { expect, test } from 'vitest';
import { staticNumber } from './static-number.ts';

const constants = new Map([
  ['SECOND', '1000'],
  ['LOOP', 'LOOP + 1'],
  ['IDLE', '65 * SECOND'],
]);

test.each([
  ['65000', 65_000],
  ['65_000', 65_000],
  ['65 * 1000', 65_000],
  ['(60 + 5) * 1e3', 65_000],
  ['IDLE', 65_000],
  ['IDLE + 1 * SECOND', 66_000],
  ["ms('65s')", 65_000],
  ['-1', -1],
])('%s is a number that can be read', (expression, value) => {
  expect(staticNumber(expression, { constants })).toEqual({ value });
});

test.each([
  ['process.env.KEEP_ALIVE || 65000', 65_000, 'KEEP_ALIVE'],
  ["Number(process.env.KEEP_ALIVE ?? '65') * 1000", 65_000, 'KEEP_ALIVE'],
  ["parseInt(process.env.KEEP_ALIVE || '5000', 10)", 5000, 'KEEP_ALIVE'],
  ['int(os.environ.get("KEEPALIVE", "75"))', 75, 'KEEPALIVE'],
  ["os.getenv('KEEPALIVE', 75)", 75, 'KEEPALIVE'],
  ['ENV.fetch("TIMEOUT") { 20 }', 20, 'TIMEOUT'],
  ["ENV.fetch('TIMEOUT', 20).to_i", 20, 'TIMEOUT'],
  ["(ENV['TIMEOUT'] || 25).to_i", 25, 'TIMEOUT'],
])('%s is its default unless the variable is set', (expression, value, unless) => {
  expect(staticNumber(expression)).toEqual({ value, unless });
});

test('a variable whose value is known has that value', () => {
  const variables = new Map([['KEEP_ALIVE', '70']]);
  expect(staticNumber('Number(process.env.KEEP_ALIVE ?? 5) * 1000', { variables })).toEqual({
    value: 70_000,
  });
});

test.each([
  'config.timeout',
  'parseInt(process.env.KEEP_ALIVE, 10)',
  'LOOP',
  'timeout()',
  '1 +',
  '(1',
  '',
  '('.repeat(500),
  `1${' + 1'.repeat(500)}`,
])('%s takes more than reading', (expression) => {
  expect(staticNumber(expression, { constants })).toBeUndefined();
});
