import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  errorName,
  FrameReader,
  fieldBlock,
  frame,
  joined,
  settingsOf,
  uint32,
  uint32At,
} from './h2-frames.ts';

const payload = new Uint8Array([1, 2, 3]);

test('what is written is read, however it is cut', () => {
  const bytes = joined(
    frame(0, 1, 5, payload),
    frame(4, 0, 0, new Uint8Array(0)),
    frame(6, 1, 0, new Uint8Array(8)),
  );
  fc.assert(
    fc.property(fc.nat(bytes.length), fc.nat(bytes.length), (a, b) => {
      const [first, second] = [Math.min(a, b), Math.max(a, b)];
      const reader = new FrameReader();
      const pieces = [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)];
      const frames = pieces.flatMap((piece) => reader.push(piece));
      expect(frames.map(({ type, flags, streamId }) => [type, flags, streamId])).toEqual([
        [0, 1, 5],
        [4, 0, 0],
        [6, 1, 0],
      ]);
      expect(frames[0]?.payload).toEqual(payload);
    }),
  );
});

test('a frame that is larger than we allow ends the reading', () => {
  const reader = new FrameReader();
  expect(reader.push(new Uint8Array([0, 0x80, 0, 0, 0, 0, 0, 0, 0]))).toEqual([]);
  expect(reader.broken).toBe(true);
});

test('settings by name; unknown ones and cut ones are passed over', () => {
  expect(settingsOf(new Uint8Array([0, 3, 0, 0, 0, 100, 0, 99, 0, 0, 0, 1, 0, 4]))).toEqual({
    MAX_CONCURRENT_STREAMS: 100,
  });
});

test('padding and priority are not part of the field block', () => {
  const headers = {
    type: 1,
    flags: 0x28,
    streamId: 1,
    payload: new Uint8Array([2, 0, 0, 0, 0, 0, 0x88, 0, 0]),
  };
  expect([...fieldBlock(headers)]).toEqual([0x88]);
});

test('numbers beyond the end are 0, and unknown errors keep their code', () => {
  expect(uint32At(uint32(7), 0)).toBe(7);
  expect(uint32At(payload, 0)).toBe(0);
  expect(errorName(2)).toBe('INTERNAL_ERROR');
  expect(errorName(0x77)).toBe('0x77');
});

test('no bytes make the reader throw', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 }), (pieces) => {
      const reader = new FrameReader();
      for (const piece of pieces) {
        for (const one of reader.push(piece)) {
          settingsOf(one.payload);
          fieldBlock(one);
        }
      }
      expect(typeof reader.broken).toBe('boolean');
    }),
  );
});
