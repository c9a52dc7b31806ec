import { expect, test } from 'vitest';
import type { TracedFrame } from '../../engine/index.ts';
import type { Row } from './rows.ts';
import { farOffset, tripOf } from './slant.ts';

function row(atS: number, from: 'client' | 'server'): Row {
  const frame: TracedFrame = { frame: 1, atS, from, flags: 16, seq: 1, ack: 1, length: 0, window: 1 };
  return { kind: 'frame', frame };
}

const atClient = { vantage: 'client', rttMs: { toServer: 40, toClient: null } } as const;

test('a request and a FIN that were on their way at once cross', () => {
  const rows = [row(5, 'client'), row(5.025, 'server')];
  const trip = tripOf(atClient);
  const requestArrives = 0 + farOffset(rows, 0, trip);
  const finLeaves = 1 + farOffset(rows, 1, trip);
  expect(requestArrives).toBeGreaterThan(finLeaves);
});

test('a response that was sent after its request does not cross it', () => {
  const rows = [row(5, 'client'), row(5.2, 'server')];
  const trip = tripOf(atClient);
  expect(farOffset(rows, 0, trip)).toBeLessThan(1 + farOffset(rows, 1, trip));
});

test('at the server it is the other way round', () => {
  const trip = tripOf({ vantage: 'server', rttMs: { toServer: null, toClient: 40 } });
  const rows = [row(5, 'client'), row(5.2, 'server')];
  expect(farOffset(rows, 0, trip)).toBeLessThan(0);
  expect(farOffset(rows, 1, trip)).toBeGreaterThan(0);
});

test('arrows are level where nobody knows the way', () => {
  expect(tripOf({ vantage: 'unknown', rttMs: { toServer: null, toClient: null } })).toBeNull();
  expect(tripOf({ vantage: 'client', rttMs: { toServer: 0.2, toClient: null } })).toBeNull();
  expect(farOffset([row(5, 'client')], 0, null)).toBe(0);
});
