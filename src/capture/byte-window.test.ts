import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteWindow } from './byte-window.ts';

/** Takes steps over 0, 1, 2 … 255, 0, 1 … pushed in pieces, and says which bytes each `need` gave. */
function walk(
  total: number,
  pieces: number[],
  steps: { skip: boolean; count: number }[],
): (number[] | 'skipped')[] {
  const window = new ByteWindow();
  const seen: (number[] | 'skipped')[] = [];
  let pushed = 0;
  let turn = 0;
  for (const { skip, count } of steps) {
    if (skip) {
      window.skip(count);
      seen.push('skipped');
      continue;
    }
    while (!window.need(count)) {
      if (pushed >= total) return seen;
      const length = Math.min(pieces[turn++ % pieces.length] ?? 1, total - pushed);
      window.push(Uint8Array.from({ length }, (_, i) => pushed + i));
      pushed += length;
    }
    expect(window.view.getUint8(window.position)).toBe(window.byteOffset & 0xff);
    seen.push(Array.from({ length: count }, (_, i) => window.view.getUint8(window.position + i)));
    window.position += count;
  }
  return seen;
}

describe('a byte window', () => {
  test('gives contiguous bytes however they come', () => {
    const step = fc.record({ skip: fc.boolean(), count: fc.integer({ min: 1, max: 400 }) });
    const pieces = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.nat(5000), pieces, fc.array(step), (total, lengths, steps) => {
        expect(walk(total, lengths, steps)).toEqual(walk(total, [Math.max(total, 1)], steps));
      }),
    );
  });

  test('lies on the pushed bytes themselves where nothing straddles', () => {
    const window = new ByteWindow();
    const chunk = new Uint8Array(100);
    window.push(chunk);
    expect(window.need(60)).toBe(true);
    expect(window.view.buffer).toBe(chunk.buffer);
  });

  test('skips gigabytes without keeping them', () => {
    const window = new ByteWindow();
    window.skip(3e9);
    const chunk = new Uint8Array(1 << 20);
    for (let pushed = 0; pushed < 3e9; pushed += chunk.length) {
      window.push(chunk);
      window.need(1);
    }
    expect(window.byteOffset).toBe(3e9);
    expect(window.need(1)).toBe(true);
  });

  test('reads nothing more once it was stopped', () => {
    const window = new ByteWindow();
    window.push(new Uint8Array(10));
    window.stop();
    window.push(new Uint8Array(10));
    expect(window.need(1)).toBe(false);
  });
});
