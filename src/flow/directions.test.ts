import { expect, test } from 'vitest';
import { holdTuple, loneCore, openRow } from '../../test/build/core.ts';
import { countDirections } from './directions.ts';
import { RowAt, RowStore } from './row-store.ts';

function storeOf(frames: readonly { a: number; b: number; bytes: number }[]): RowStore {
  const core = loneCore();
  const store = new RowStore(core);
  for (const { a, b, bytes } of frames) {
    holdTuple(core, [10, 0, 0, 1], [192, 0, 2, 1], 40_000 + store.count, 443);
    const row = openRow(core, store);
    store.setU32(row, RowAt.framesA, a);
    store.setU32(row, RowAt.framesB, b);
    store.setF64(row, RowAt.bytesA, bytes);
  }
  return store;
}

const bothWays = { a: 3, b: 2, bytes: 100 };
const oneWay = { a: 5, b: 0, bytes: 100 };
const unanswered = { a: 2, b: 0, bytes: 0 };

test('connections count as one-way when they carried payload and the other side is not in the capture', () => {
  expect(countDirections(storeOf([bothWays, oneWay, unanswered]), [1, 2])).toEqual({
    bothWays: 1,
    oneWay: 1,
  });
});

test('a side whose first frame came after the connection was put away counts', () => {
  expect(countDirections(storeOf([bothWays, bothWays]), [1])).toEqual({ bothWays: 2, oneWay: 0 });
});
