/** The verdicts on the lab's committed captures, scored as `npm run accuracy` does, hold its thresholds. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createAnalyzer } from '../../src/engine/analyzer.ts';
import { readCaptures } from '../../src/node/capture-source.ts';

// The scripts are plain JavaScript.
const scripts = new URL('../../scripts/accuracy/', import.meta.url);
const { createScore, scoreCapture } = await import(new URL('score.mjs', scripts).href);
const { beyondThresholds, summarise } = await import(new URL('print.mjs', scripts).href);

const folder = fileURLToPath(new URL('../captures/lab', import.meta.url));

test('the verdicts on the committed captures are right as often as promised', async () => {
  const score = createScore();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.truth.json'))) {
    const truth = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const files = [join(folder, truth.file)];
    const analyzer = createAnalyzer({ keepAll: true });
    const read = await readCaptures(files, analyzer);
    scoreCapture(score, truth, analyzer.finish(read.summary).document({ all: true, files }), truth.file);
  }
  const summary = summarise(score);
  expect(summary.n).toBeGreaterThan(1000);
  expect(beyondThresholds(summary), score.notes.join('\n')).toEqual([]);
}, 60_000);
