import { expect, test } from 'vitest';
import { concat, text } from '../../test/build/bytes.ts';
import { H2Frames } from './h2-frames.ts';

function frame(type: number, stream: number, length: number): number[] {
  return [0, 0, length, type, 0, 0, 0, 0, stream, ...new Array<number>(length).fill(0)];
}

function read(frames: H2Frames, bytes: Uint8Array | readonly number[], seq: number): string[] {
  const view = new DataView(Uint8Array.from(bytes).buffer);
  return frames.read(view, 0, view.byteLength, seq);
}

test('frames are named, with the stream that they are about', () => {
  const opening = concat(text('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame(4, 0, 6), frame(1, 1, 20));
  expect(read(new H2Frames(), opening, 1)).toEqual(['preface', 'SETTINGS', 'HEADERS 1']);
  expect(read(new H2Frames(), [...frame(4, 0, 0), ...frame(7, 0, 8)], 1)).toEqual(['SETTINGS', 'GOAWAY']);
});

test('a frame that straddles segments is named where it begins, and equal ones are counted', () => {
  const frames = new H2Frames();
  read(frames, frame(4, 0, 0), 0xfffffff8 | 0);
  const data = [...frame(0, 3, 100), ...frame(0, 3, 50), ...frame(3, 3, 4)];
  expect(read(frames, data.slice(0, 60), 1)).toEqual(['DATA 3']);
  expect(read(frames, data.slice(60, 109), 61)).toEqual([]);
  expect(read(frames, data.slice(0, 60), 1)).toEqual([]); // sent again
  expect(read(frames, data.slice(109), 110)).toEqual(['DATA 3', 'RST_STREAM 3']);
});

test('in the middle of a connection nothing is made up', () => {
  expect(read(new H2Frames(), frame(0, 3, 50), 1)).toEqual([]);
});

test('behind a header that was cut in two nothing is made up', () => {
  const frames = new H2Frames();
  read(frames, [...frame(4, 0, 0), 0, 0], 1);
  expect(read(frames, frame(1, 1, 5), 12)).toEqual([]);
});
