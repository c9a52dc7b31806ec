/** Damaged input: analysis never throws, and is over in time in proportion to the bytes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { captureOf } from '../cases/capture.ts';
import { readCases } from '../cases/case-file.ts';
import { parseScript } from '../cases/script.ts';
import { analysePieces, exampleCaptures } from './documents.ts';

const captures = [
  ...exampleCaptures(),
  ...readCases().map(({ segments }) => captureOf(parseScript(segments))),
];
/** A capture of this size takes about 50 ms; what is far beyond is a loop that does not end well. */
const MOST_MS = 3000;
const limits = { interruptAfterTimeLimit: 9000, numRuns: 2000 };

function analyseInTime(capture: Uint8Array): void {
  const begin = performance.now();
  const document = analysePieces(capture, []);
  expect(document.schema).toBe('whyreset/explain/1');
  JSON.stringify(document);
  expect(performance.now() - begin).toBeLessThan(MOST_MS);
}

const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  byte: fc.integer({ min: 0, max: 255 }),
});

test('any bytes of a capture may be wrong', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...captures),
      fc.array(mutation, { minLength: 1, maxLength: 60 }),
      (capture, mutations) => {
        const damaged = capture.slice();
        for (const { at, byte } of mutations) damaged[Math.floor(at * (capture.length - 1))] = byte;
        analyseInTime(damaged);
      },
    ),
    limits,
  );
}, 25_000);

test('a capture may be cut anywhere, and pieces of it may be missing or come twice', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.constantFrom(...captures), share, share, share, (capture, a, b, c) => {
      const [x, y, z] = [a, b, c].map((one) => Math.floor(one * capture.length)) as [number, number, number];
      analyseInTime(capture.subarray(0, x));
      analyseInTime(Uint8Array.from([...capture.subarray(0, x), ...capture.subarray(Math.min(y, z))]));
    }),
    limits,
  );
}, 25_000);

test('bytes may be no capture at all', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => analyseInTime(bytes)),
    { ...limits, numRuns: 500 },
  );
}, 25_000);
