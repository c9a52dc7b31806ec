import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writePcap } from '../../test/build/capture-files.ts';
import { sampleFrames } from '../../test/build/frame-samples.ts';
import { type ReadFrame, readCapture, takeFrames } from '../../test/build/read-capture.ts';
import { createCaptureReader } from './capture-reader.ts';
import { PlacedInput } from './placed-input.ts';

const capture = writePcap(sampleFrames(60));
const whole = readCapture(capture).frames;

/** Reads the capture in pieces of these lengths in turn, every other one put in the room that is offered. */
function read(lengths: readonly number[], bufferLength: number): ReadFrame[] {
  const frames: ReadFrame[] = [];
  const buffer = new Uint8Array(bufferLength);
  const readFrames = (reader: Parameters<typeof takeFrames>[0]): void => takeFrames(reader, frames);
  const input = new PlacedInput(createCaptureReader(), { buffer: () => buffer, readFrames });
  for (let at = 0, turn = 0; at < capture.length; turn++) {
    const piece = capture.subarray(at, at + (lengths[turn % lengths.length] ?? 1));
    const room = input.room();
    const placed = piece.subarray(0, room.length);
    if (turn % 2 === 0) room.set(placed);
    input.push(turn % 2 === 0 ? room.subarray(0, placed.length) : piece);
    at += turn % 2 === 0 ? placed.length : piece.length;
  }
  input.finish();
  return frames;
}

test('frames are the same however the bytes come, and however small the buffer is', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 2, max: 5000 }), (pieces, bufferLength) => {
      expect(read(pieces, bufferLength)).toEqual(whole);
    }),
  );
});

test('what straddles two pieces lies in the buffer as a whole', () => {
  const buffer = new Uint8Array(4096);
  let elsewhere = 0;
  const input = new PlacedInput(createCaptureReader(), {
    buffer: () => buffer,
    readFrames: (reader) => {
      while (reader.next()) if (reader.view.buffer !== buffer.buffer) elsewhere++;
    },
  });
  input.push(capture);
  input.finish();
  expect(elsewhere).toBe(0);
});
