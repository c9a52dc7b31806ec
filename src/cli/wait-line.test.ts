import { expect, test } from 'vitest';
import { waitText } from './wait-line.ts';

const idle = { text: 'app: waiting for the server', atMs: 0, untilMs: 130_000 };
const requests = { text: 'app: requests: 25 of 110', atMs: 1000, untilMs: null };

test('what passes is shown for a moment, then what is waited for, with the time that is left', () => {
  expect(waitText([idle, requests], 1200)).toContain('requests: 25 of 110 (0 s;');
  expect(waitText([idle, requests], 12_000)).toContain('waiting for the server (12 s, at most 118 s more;');
});

test('nothing said, nothing shown', () => {
  expect(waitText([], 0)).toBe('');
});
