import { expect, test } from 'vitest';
import {
  momentNs,
  parseCause,
  parseClient,
  parseMoment,
  parseServer,
  parseStream,
} from './filter-options.ts';

test.each([
  ['10.0.3.7', { host: '10.0.3.7' }],
  ['10.0.3.7:443', { host: '10.0.3.7', port: 443 }],
  ['API.example.com:8443', { host: 'api.example.com', port: 8443 }],
  ['2001:DB8::7', { host: '2001:db8::7' }],
  ['[2001:db8::7]', { host: '2001:db8::7' }],
  ['[2001:db8::7]:443', { host: '2001:db8::7', port: 443 }],
  ['1:2:3:4:5:6:7:8', { host: '1:2:3:4:5:6:7:8' }],
])('"%s" is a server', (text, expected) => {
  expect(parseServer(text)).toEqual(expected);
});

test.each(['', ':443', 'host:', 'host:port', 'host:65536', 'a:b:c', '[::1'])('"%s" is no server', (text) => {
  expect(() => parseServer(text)).toThrow(/HOST/);
});

test('a client has no port', () => {
  expect(parseClient('10.0.0.5')).toBe('10.0.0.5');
  expect(() => parseClient('10.0.0.5:80')).toThrow(/without a port/);
});

test.each(['-1', '1.5', 'x', ''])('"%s" is no stream number', (text) => {
  expect(() => parseStream(text)).toThrow(/tcp\.stream/);
});

test('a mistyped cause is refused with the nearest one', () => {
  expect(parseCause('half-open')).toBe('half-open');
  expect(() => parseCause('halfopen')).toThrow('Did you mean "half-open"?');
});

const captureStartNs = BigInt(Date.parse('2026-01-31T09:58:00Z')) * 1_000_000n;
const iso = (text: string) => {
  const ns = momentNs(parseMoment(text), captureStartNs);
  return `${new Date(Number(ns / 1_000_000n)).toISOString()} +${ns % 1_000_000n}`;
};

test.each([
  ['2026-01-31T10:00:00Z', '2026-01-31T10:00:00.000Z +0'],
  ['2026-01-31T10:00:00.123456789Z', '2026-01-31T10:00:00.123Z +456789'],
  ['2026-01-31 10:00', '2026-01-31T10:00:00.000Z +0'],
  ['2026-01-31T10:00:00+01:00', '2026-01-31T09:00:00.000Z +0'],
  ['2026-01-31T10:00:00-0530', '2026-01-31T15:30:00.000Z +0'],
  ['10:05', '2026-01-31T10:05:00.000Z +0'],
  ['9:05:30.5', '2026-01-31T09:05:30.500Z +0'],
])('"%s" is a moment', (text, expected) => {
  expect(iso(text)).toBe(expected);
});

test.each(['yesterday', '25:00', '2026-13-01T00:00Z', '10', '10:05:', '2026-01-31'])(
  '"%s" is no moment',
  (text) => {
    expect(() => parseMoment(text)).toThrow(/It must be a time/);
  },
);
