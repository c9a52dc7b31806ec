import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { positionAt, positionShowing, scrollHeight, scrollTopAt } from './window.ts';

const geometry = (rows: number) => ({ rows, rowHeight: 27, viewHeight: 540 });

describe('the window on a long table', () => {
  test('scrolls short tables pixel by pixel', () => {
    expect(scrollHeight(geometry(1000))).toBe(27_000);
    expect(positionAt(270, geometry(1000))).toBeCloseTo(10);
    expect(scrollTopAt(10, geometry(1000))).toBeCloseTo(270);
  });

  test('is never higher than a browser can lay out, and still ends with the last row', () => {
    const million = geometry(1_000_000);
    expect(scrollHeight(million)).toBeLessThan(16_000_000);
    expect(positionAt(scrollHeight(million) - 540, million)).toBeCloseTo(1_000_000 - 20);
  });

  test('shows a row as a whole, moving no further than it must', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999 }),
        fc.integer({ min: 0, max: 999_980 }),
        (row, position) => {
          const next = positionShowing(row, position, geometry(1_000_000));
          expect(next).toBeLessThanOrEqual(row);
          expect(next + 20).toBeGreaterThanOrEqual(row + 1);
          if (row >= position && row < position + 20) expect(next).toBe(position);
        },
      ),
    );
  });

  test('stays at the top where all rows fit', () => {
    expect(positionAt(0, geometry(5))).toBe(0);
    expect(positionShowing(4, 0, geometry(5))).toBe(0);
    expect(scrollTopAt(0, geometry(5))).toBe(0);
  });
});
