// npm run bench -- --hot: each hot function over a slice of the small capture.
import * as analyzer from './analyzer.mjs';
import { CaptureSlice } from './capture-slice.mjs';
import * as decoder from './decoder.mjs';
import * as reader from './reader.mjs';
import { inRounds } from './rounds.mjs';
import * as tracker from './tracker.mjs';

export async function runHot(path) {
  const slice = new CaptureSlice(path);
  console.log(`${slice.frames} frames`);
  for (const { name, run } of [reader, decoder, tracker, analyzer]) {
    const { nsPerFrame, minorGcsPerMillion } = await inRounds(run, slice);
    const ns = nsPerFrame.toFixed(1).padStart(8);
    console.log(
      `${name.padEnd(32)} ${ns} ns/frame ${minorGcsPerMillion.toFixed(1).padStart(7)} minor GCs per million frames`,
    );
  }
}
