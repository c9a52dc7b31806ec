/** The promise of the hot path: a million frames make no garbage. */
import { expect, test } from 'vitest';
import type * as ReaderModule from '../../src/capture/capture-reader.ts';
import type { FrameStream } from '../../src/capture/frame-cursor.ts';
import type * as MergeModule from '../../src/capture/merge.ts';
import { writePcap, writePcapng, writeSnoop } from '../build/capture-files.ts';
import { fewestCollections } from '../build/collections.ts';
import { SAMPLE_EPOCH_NS, sampleFrames } from '../build/frame-samples.ts';

/** As they are shipped: the test runner's own form of a module keeps V8 from inlining across files. */
const built = (name: string): Promise<unknown> => import(new URL(`../../dist/${name}`, import.meta.url).href);
const { createCaptureReader } = (await built('capture/capture-reader.js')) as typeof ReaderModule;
const { MergedFrames } = (await built('capture/merge.js')) as typeof MergeModule;

const FRAMES = 1_000_000;
const sample = sampleFrames(10_000);

/**
 * Reads what a consumer reads of every frame. One call a frame: a loop that V8 has to replace while it runs is now and then
 * left uncompiled for good on a busy machine, and then makes a number object of each frame's time.
 */
function readNext(frames: FrameStream, read: Float64Array): boolean {
  if (!frames.next()) return false;
  const byte = frames.view.getUint8(frames.offset);
  read[0] = byte + frames.capturedLength + frames.originalLength + frames.linkType + frames.frameNumber;
  read[1] = frames.timeNs;
  return true;
}

function readAll(frames: FrameStream): void {
  const read = new Float64Array(2);
  while (readNext(frames, read));
}

function readOnce(capture: Uint8Array): void {
  const reader = createCaptureReader();
  reader.push(capture);
  readAll(reader);
}

function mergeTwo(capture: Uint8Array): void {
  const sources = [0, 1].map((place) => ({ name: '', epochNs: SAMPLE_EPOCH_NS, place }));
  const merged = new MergedFrames(sources);
  for (let chunks = [capture, capture, null, null]; ; chunks = chunks.slice(1)) {
    readAll(merged);
    if (merged.waitingFor < 0) return;
    const [chunk] = chunks;
    if (chunk) merged.push(chunk);
    else merged.finish();
  }
}

test.each([
  ['from pcap', writePcap(sample), readOnce, 1],
  ['from pcapng', writePcapng(sample), readOnce, 1],
  ['from snoop', writeSnoop(sample), readOnce, 1],
  ['from two captures merged', writePcap(sample), mergeTwo, 2],
])('reading a million frames allocates nothing: %s', async (_, capture, read, captures) => {
  const turns = FRAMES / sample.length / captures;
  for (let turn = 0; turn < turns / 5; turn++) read(capture); // warm-up
  const collections = await fewestCollections(() => {
    for (let turn = 0; turn < turns; turn++) read(capture);
  });
  expect(collections).toBeLessThanOrEqual(1);
});
