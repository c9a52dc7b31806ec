import { expect, test } from 'vitest';
import { recommend } from './recommend.ts';
import type { IdleTimeout } from './steps/idle-timeout.ts';

const idle = (lowS: number | null, more: Partial<IdleTimeout> = {}): IdleTimeout => ({
  outcome: 'closes',
  how: 'fin',
  lowS,
  highS: lowS,
  samples: 6,
  maxIdleS: 130,
  status: null,
  ...more,
});
const known = { announcedS: null, keeps: true, rttMs: 20 };

test.each([
  [5.98, 4],
  [60, 54],
  [4.98, 3],
  [2.98, 1.5],
  [1.98, 0.9],
  [0.5, 0.2],
])('a server that closes after %d s: the client after %d s', (lowS, expected) => {
  expect(recommend({ ...known, idle: idle(lowS) }).clientIdleTimeoutS).toBe(expected);
});

test('a shorter announced time counts more than a longer measured one', () => {
  const { clientIdleTimeoutS, why } = recommend({ ...known, idle: idle(5.98), announcedS: 5 });
  expect(clientIdleTimeoutS).toBe(4);
  expect(why).toContain('announces 5 s');
});

test('a long way to the server widens the margin', () => {
  expect(recommend({ ...known, idle: idle(5.98), rttMs: 1000 }).clientIdleTimeoutS).toBe(3);
});

test('where a box forgets, TCP keep-alive is the other way', () => {
  expect(recommend({ ...known, idle: idle(300, { outcome: 'forgets-silently' }) }).why).toContain(
    'TCP keep-alive',
  );
});

test('as far as it looked, where nobody closes', () => {
  expect(recommend({ ...known, idle: idle(null, { outcome: 'not-within' }) })).toMatchObject({
    clientIdleTimeoutS: 117,
  });
});

test('nothing to keep, nothing to set', () => {
  expect(recommend({ ...known, idle: null, keeps: false }).clientIdleTimeoutS).toBeNull();
  expect(recommend({ ...known, idle: null }).clientIdleTimeoutS).toBeNull();
});
