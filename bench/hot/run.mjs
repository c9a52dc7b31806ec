// Each hot function over a slice of a capture; a row `{ name, nsPerFrame, minorGcsPerMillion }` each.
import * as analyzer from './analyzer.mjs';
import { CaptureSlice } from './capture-slice.mjs';
import * as decoder from './decoder.mjs';
import * as reader from './reader.mjs';
import { inRounds } from './rounds.mjs';
import * as tracker from './tracker.mjs';

export async function runHot(path) {
  const slice = new CaptureSlice(path);
  const rows = [];
  for (const { name, run } of [reader, decoder, tracker, analyzer]) {
    rows.push({ name, ...(await inRounds(run, slice)) });
  }
  return rows;
}
