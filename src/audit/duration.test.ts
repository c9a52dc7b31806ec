import { expect, test } from 'vitest';
import { type DurationRules, parseDuration, unitDoubt } from './duration.ts';

const nginx: DurationRules = { bareS: 1, units: ['ms', 's', 'm', 'h', 'd'], compound: true };
const haproxy: DurationRules = { bareS: 0.001, units: ['us', 'ms', 's', 'm', 'h', 'd'] };

test.each([
  ['60', 60],
  ['60s', 60],
  ['500ms', 0.5],
  ['1m30s', 90],
  ['1h 30m', 5400],
  ['1.5h', 5400],
  ['0', 0],
  ['60x', undefined],
  ['s', undefined],
  ['', undefined],
  ['-5s', undefined],
  ['5s junk', undefined],
])('nginx reads %j as %s seconds', (text, seconds) => {
  expect(parseDuration(text, nginx)).toBe(seconds);
});

test.each([
  ['50000', 50],
  ['10s', 10],
  ['250us', 0.00025],
  ['1m30s', undefined],
])('HAProxy reads %j as %s seconds', (text, seconds) => {
  expect(parseDuration(text, haproxy)).toBe(seconds);
});

test('a number that is hardly meant in its unit is doubted', () => {
  expect(unitDoubt('30', haproxy)).toContain('read as 30 milliseconds; write 30s');
  expect(unitDoubt('30s', haproxy)).toBeUndefined();
  expect(unitDoubt('50000', haproxy)).toBeUndefined();
  expect(unitDoubt('60000', nginx)).toContain('60000 seconds (16.7 hours); write 60000ms');
  expect(unitDoubt('3600', nginx)).toBeUndefined();
});
