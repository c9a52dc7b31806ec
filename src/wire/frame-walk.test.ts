import { expect, test } from 'vitest';
import { DecodeStatus } from './decode-status.ts';
import { FrameWalk } from './frame-walk.ts';

function walkOf(captured: number, original = captured): FrameWalk {
  const walk = new FrameWalk();
  walk.begin(new DataView(new ArrayBuffer(captured + 8)), 8, captured, original, 1);
  return walk;
}

test('bytes are there up to the end of what was captured', () => {
  const walk = walkOf(20, 60);
  expect(walk.has(20)).toBe(true);
  expect(walk.has(21)).toBe(false);
  walk.offset += 15;
  expect(walk.has(5)).toBe(true);
  expect(walk.has(6)).toBe(false);
});

test('a limit makes a layer shorter and never longer', () => {
  const walk = walkOf(20, 60);
  walk.limit(40);
  expect([walk.capturedEnd, walk.reportedEnd]).toEqual([28, 48]);
  walk.limit(50);
  expect([walk.capturedEnd, walk.reportedEnd]).toEqual([28, 48]);
  walk.limit(10);
  expect([walk.capturedEnd, walk.reportedEnd]).toEqual([18, 18]);
});

test('a header that crosses the captured end is cut, one that crosses its layer is malformed', () => {
  const walk = walkOf(20, 60);
  walk.offset += 16;
  expect(walk.short('X', 8)).toBe(DecodeStatus.Cut);
  expect(walk.problem).toEqual({ layer: 'X', offset: 16, needed: 8, available: 4 });
  walk.limit(6);
  expect(walk.short('X', 8)).toBe(DecodeStatus.Malformed);
});

test('nothing is available behind the captured end', () => {
  const walk = walkOf(20, 60);
  walk.offset += 30;
  walk.short('X', 4);
  expect(walk.problem).toEqual({ layer: 'X', offset: 30, needed: 4, available: 0 });
});
