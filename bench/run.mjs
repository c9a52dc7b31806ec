// npm run bench: whyreset beside its peers, its memory, and whether it was right. Whole processes, on a capture that
// bench/make-big.mjs makes. Writes bench/RESULTS.md.
//
//   npm run bench                 everything: some minutes, 6 GB in bench/.data
//   npm run bench -- --quick      a small capture, printed only
//   npm run bench -- --hot        nanoseconds per frame of the hot functions
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkDocument } from './check.mjs';
import { compare } from './compare.mjs';
import { makeBig } from './make-big.mjs';
import { measure } from './measure.mjs';
import {
  captureText,
  checkText,
  comparisonText,
  hotText,
  machineText,
  memoryText,
  stdinText,
} from './results.mjs';
import { measureStdin } from './stdin-memory.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const data = join(root, 'bench/.data');
const program = join(root, 'dist/whyreset.js');
const explain = (file, ...options) => [process.execPath, program, 'explain', ...options, file];

const small = { name: 'small', packets: 200_000, flows: 2000, seed: 1 };
const big = { name: 'big', packets: 2_000_000, flows: 20_000, seed: 1 };
const manyConnections = { name: 'connections', packets: 12_400_000, flows: 1_030_000, seed: 1 };
const endless = { packets: 10_000_000, flows: 100_000, seed: 1 };
const repetitions = 9;

function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

/** Makes the capture unless it is there; the name is the last thing given, so a half-written one is never taken for it. */
function prepare({ name, ...size }) {
  const path = join(data, `${name}.pcap`);
  if (!existsSync(path)) {
    progress(`making ${path}`);
    mkdirSync(data, { recursive: true });
    makeBig({ ...size, out: `${path}.part` });
    renameSync(`${path}.part.truth.json`, `${path}.truth.json`);
    renameSync(`${path}.part`, path);
  }
  return { path, truth: JSON.parse(readFileSync(`${path}.truth.json`, 'utf8')) };
}

async function check({ path, truth }) {
  progress(`checking the answers on ${path}`);
  const output = join(data, 'explain.json');
  const run = await measure(explain(path, '--json'), output);
  const rows = checkDocument(JSON.parse(readFileSync(output, 'utf8')), truth);
  rmSync(output);
  return { run, rows };
}

/** Loaded late: it needs the library that `npm run build` emits, and its functions are to be compiled for it alone. */
async function hot() {
  progress('the hot functions');
  const { runHot } = await import('./hot/run.mjs');
  const rows = await runHot(prepare(small).path);
  progress('');
  return hotText(rows);
}

async function quick() {
  const capture = prepare(small);
  const rows = await compare((file) => explain(file), capture.path, 3, progress);
  const { rows: answers } = await check(capture);
  progress('');
  const untargeted = rows.map((row) => ({ ...row, target: undefined })); // starting Node takes longer than the work
  console.log([captureText(capture.truth), comparisonText(untargeted), checkText(answers)].join('\n\n'));
}

async function full() {
  const capture = prepare(big);
  const rows = await compare((file) => explain(file), capture.path, repetitions, progress);
  const answers = await check(capture);
  const many = prepare(manyConnections);
  progress('a million connections');
  const manyRun = await measure(explain(many.path));
  progress('ten million packets through a pipe');
  const generator = [process.execPath, join(root, 'bench/make-big.mjs'), ...sizeArguments(endless)];
  const stdin = await measureStdin(explain('-'), generator);
  progress('');
  const memory = [
    { what: captureText(capture.truth), ...rows[0], limitMb: 300 },
    { what: captureText(many.truth), ...manyRun, limitMb: 700 },
  ];
  return resultsText({ capture, rows, answers, memory, stdin, functions: await hot() });
}

const sizeArguments = ({ packets, flows, seed }) =>
  Object.entries({ packets, flows, seed }).flatMap(([name, value]) => [`--${name}`, String(value)]);

function resultsText({ capture, rows, answers, memory, stdin, functions }) {
  return `# Measured

Written by \`npm run bench\`; not edited by hand. Whole processes, output thrown away, file in the page cache, median of
${repetitions} interleaved repetitions (tshark: one); each ratio is the median of ratios between neighbours in time (of tshark to each of ours).

${machineText()}

## Beside its peers

${captureText(capture.truth)}: \`node bench/make-big.mjs ${sizeArguments(big).join(' ')} --out big.pcap\`

${comparisonText(rows)}

## Memory

${memoryText(memory)}

Ten million packets in ${endless.flows.toLocaleString('en')} connections through standard input, as fast as the generator makes them:

${stdinText(stdin)}

## Right answers

\`explain --json\` on the capture above, against what the generator put in:

${checkText(answers.rows)}

## The hot functions

Alone, over 128 MB of such a capture in chunks of 1 MB (\`npm run bench -- --hot\`):

${functions}
`;
}

async function main() {
  const { values } = parseArgs({ options: { quick: { type: 'boolean' }, hot: { type: 'boolean' } } });
  if (!existsSync(program)) throw new Error('dist/whyreset.js is not there; run `npm run build` first');
  if (values.quick) return quick();
  if (values.hot) return console.log(await hot());
  const text = await full();
  writeFileSync(join(root, 'bench/RESULTS.md'), text);
  console.log(text);
}

try {
  await main();
} catch (error) {
  console.error(`bench: ${error.message}`);
  process.exitCode = 1;
}
