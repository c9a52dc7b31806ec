import { expect, test } from 'vitest';
import { holdTuple, loneCore, openRow } from '../../test/build/core.ts';
import { RowAt, RowStore } from './row-store.ts';

function directionsOf(frames: readonly { a: number; b: number; bytes: number }[]): [number, number] {
  const core = loneCore();
  const store = new RowStore(core);
  for (const { a, b, bytes } of frames) {
    holdTuple(core, [10, 0, 0, 1], [192, 0, 2, 1], 40_000 + store.count, 443);
    const row = openRow(core);
    store.setU32(row, RowAt.framesA, a);
    store.setU32(row, RowAt.framesB, b);
    store.setF64(row, RowAt.bytesA, bytes);
  }
  return [core.calls.countBothWays(), core.calls.countOneWay()];
}

const bothWays = { a: 3, b: 2, bytes: 100 };
const oneWay = { a: 5, b: 0, bytes: 100 };
const unanswered = { a: 2, b: 0, bytes: 0 };

test('connections count as one-way when they carried payload and the other side is not in the capture', () => {
  expect(directionsOf([bothWays, oneWay, unanswered])).toEqual([1, 1]);
});
