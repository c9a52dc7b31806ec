// `npm run accuracy [-- [-v] FOLDER…]`: verdicts against captures whose true causes are known (NAME.truth.json beside each).
// Fails where a figure is beyond its threshold (`thresholds` in accuracy/print.mjs).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beyondThresholds, printScore, printSummary, printThresholds, summarise } from './accuracy/print.mjs';
import { createScore, scoreCapture } from './accuracy/score.mjs';
import { ensureBuilt, ensureInstalled, root } from './fresh.mjs';

const usual = ['../shared/captures/labelled', 'test/captures/lab', 'examples'].map((folder) =>
  join(root, folder),
);

ensureInstalled();
ensureBuilt();
const { createAnalyzer } = await import('../dist/engine/index.js');
const { readCaptures } = await import('../dist/node/capture-source.js');

const given = process.argv.slice(2);
const folders = given.filter((argument) => argument !== '-v');
const score = createScore();
for (const folder of folders.length > 0 ? folders : usual.filter((folder) => existsSync(folder))) {
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.truth.json'))
    .sort()) {
    const truth = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    scoreCapture(score, truth, await explain(join(folder, truth.file)), truth.file);
  }
}
const summary = summarise(score);
printScore(score, given.includes('-v'));
printSummary(score, summary);
const beyond = beyondThresholds(summary);
printThresholds(summary, beyond);
process.exitCode = summary.n > 0 && beyond.length === 0 ? 0 : 1;

async function explain(file) {
  const analyzer = createAnalyzer({ keepAll: true });
  const read = await readCaptures([file], analyzer);
  return analyzer.finish(read.summary).document({ all: true, files: [file] });
}
