import { describe, expect, test } from 'vitest';
import { parseDuration, parseSetRequest, setFormOf, setForms } from './set-request.ts';

describe('a duration', () => {
  test.each([
    ['8', 8],
    ['8s', 8],
    ['500ms', 0.5],
    ['1.5m', 90],
    ['2h', 7200],
    ['1d', 86_400],
    ['4min', 240],
  ])('%s is %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toBeCloseTo(seconds, 9);
  });

  test.each(['', '0', '0s', '-5', '5 s', '5x', '1e3', 'NaN', '9'.repeat(50)])('"%s" is none', (text) => {
    expect(() => parseDuration(text)).toThrow('It must be a duration');
  });
});

describe('--set', () => {
  test.each(setForms)('%s is understood', (form) => {
    expect(parseSetRequest(form).purposes.length).toBeGreaterThan(0);
  });

  test('takes the value along', () => {
    expect(parseSetRequest('idle=8s')).toMatchObject({ name: 'idle', value: 8 });
    expect(parseSetRequest('requests=1000')).toMatchObject({ value: 1000 });
    expect(parseSetRequest('retry')).toMatchObject({ value: 0 });
  });

  test.each([
    ['idel=8s', 'Did you mean "idle"?'],
    ['idle', 'It must be a duration'],
    ['idle=', 'It must be a duration'],
    ['keepalive=on', 'It must be keepalive=off.'],
    ['keepalive', 'It must be keepalive=off.'],
    ['retry=3', 'It must be retry.'],
    ['requests=0', 'It must be requests=1000.'],
    ['constructor=1', 'It must be one of'],
    ['', 'It must be one of'],
  ])('"%s" is refused with a reason', (text, reason) => {
    expect(() => parseSetRequest(text)).toThrow(reason);
  });

  test('each purpose but the printing one has its form', () => {
    expect(setFormOf('disable-keepalive')).toBe('keepalive=off');
    expect(setFormOf('idle-timeout-flow')).toBe('idle=8s');
    expect(setFormOf('print-current')).toBeUndefined();
  });
});
