/** The promise of the hot path: a million frames make no garbage. */
import { PerformanceObserver } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { createCaptureReader } from '../../src/capture/capture-reader.ts';
import type { FrameStream } from '../../src/capture/frame-cursor.ts';
import { MergedFrames } from '../../src/capture/merge.ts';
import { writePcap, writePcapng, writeSnoop } from '../build/capture-files.ts';
import { SAMPLE_EPOCH_NS, sampleFrames } from '../build/frame-samples.ts';

const FRAMES = 1_000_000;
/** The test runner and a compiler that lags behind on a busy machine make objects too: the best round counts. */
const ROUNDS = 3;
const built = sampleFrames(10_000);

/** Reads what a consumer reads of every frame. */
function sumOf(frames: FrameStream): number {
  let sum = 0;
  while (frames.next()) {
    sum += frames.view.getUint8(frames.offset) + frames.capturedLength + frames.originalLength;
    sum += frames.timeNs + frames.linkType + frames.frameNumber;
  }
  return sum;
}

function readOnce(capture: Uint8Array): number {
  const reader = createCaptureReader();
  reader.push(capture);
  return sumOf(reader);
}

function mergeTwo(capture: Uint8Array): number {
  const sources = [0, 1].map((place) => ({ name: '', epochNs: SAMPLE_EPOCH_NS, place }));
  const merged = new MergedFrames(sources);
  let sum = 0;
  for (let chunks = [capture, capture, null, null]; ; chunks = chunks.slice(1)) {
    sum += sumOf(merged);
    if (merged.waitingFor < 0) return sum;
    const [chunk] = chunks;
    if (chunk) merged.push(chunk);
    else merged.finish();
  }
}

async function collectionsDuring(work: () => void): Promise<number> {
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    collections += list.getEntries().length;
  });
  await new Promise((resolve) => setImmediate(resolve));
  observer.observe({ entryTypes: ['gc'] });
  work();
  await new Promise((resolve) => setTimeout(resolve, 20));
  observer.disconnect();
  return collections;
}

test.each([
  ['from pcap', writePcap(built), readOnce, 1],
  ['from pcapng', writePcapng(built), readOnce, 1],
  ['from snoop', writeSnoop(built), readOnce, 1],
  ['from two captures merged', writePcap(built), mergeTwo, 2],
])('reading a million frames allocates nothing: %s', async (_, capture, read, captures) => {
  const turns = FRAMES / built.length / captures;
  for (let turn = 0; turn < turns / 5; turn++) read(capture); // warm-up
  const collections: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    collections.push(
      await collectionsDuring(() => {
        for (let turn = 0; turn < turns; turn++) read(capture);
      }),
    );
  }
  expect(Math.min(...collections)).toBeLessThanOrEqual(1);
});
