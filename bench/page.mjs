// node bench/page.mjs CAPTURE: the page in Debian's Chromium beside the command line, on one capture, in turns.
// Prints a Markdown table; best of the rounds, since other work on the machine only adds.
//
//   node bench/make-big.mjs --packets 2000000 --flows 20000 --seed 1 --out big.pcap && node bench/page.mjs big.pcap
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { ensureBuilt, root } from '../scripts/fresh.mjs';

const rounds = 3;
const watchFrames = `var longestFrame = 0;
let last = performance.now();
const next = () => {
  const now = performance.now();
  longestFrame = Math.max(longestFrame, now - last);
  last = now;
  requestAnimationFrame(next);
};
next();`;

const [capture] = process.argv.slice(2);
if (capture === undefined) {
  console.error('usage: node bench/page.mjs CAPTURE');
  process.exit(2);
}
ensureBuilt();

const best = { page: Number.POSITIVE_INFINITY, cli: Number.POSITIVE_INFINITY };
let memoryMb = 0;
let frameMs = 0;
let paintMs = Number.POSITIVE_INFINITY;
for (let round = 0; round < rounds; round++) {
  best.cli = Math.min(best.cli, commandLine());
  const run = await inPage();
  best.page = Math.min(best.page, run.seconds);
  paintMs = Math.min(paintMs, run.paintMs);
  memoryMb = Math.max(memoryMb, run.memoryMb);
  frameMs = Math.max(frameMs, run.frameMs);
}
const gigabytes = (statSync(capture).size / 1e9).toFixed(2);
console.log(`| ${gigabytes} GB | time | memory |
| --- | --- | --- |
| command line | ${best.cli.toFixed(1)} s | |
| page | ${best.page.toFixed(1)} s | ${memoryMb} MB (the tab's process at its largest) |

First paint ${paintMs} ms; the longest pause between two frames on the screen while it was read: ${frameMs} ms.`);

function commandLine() {
  const start = performance.now();
  spawnSync(process.execPath, [`${root}dist/whyreset.js`, '--json', capture], { stdio: 'ignore' });
  return (performance.now() - start) / 1000;
}

async function inPage() {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const page = await browser.newPage();
  await page.goto(pathToFileURL(`${root}dist/page.html`).href);
  await page.evaluate(watchFrames);
  let largest = 0;
  const timer = setInterval(() => {
    largest = Math.max(largest, ...rendererMegabytes());
  }, 100);
  const start = performance.now();
  await page.setInputFiles('input[type=file]', capture);
  await page.waitForSelector('.files', { timeout: 600_000 });
  const seconds = (performance.now() - start) / 1000;
  clearInterval(timer);
  const seen = await page.evaluate(
    '[longestFrame, performance.getEntriesByName("first-contentful-paint")[0].startTime]',
  );
  await browser.close();
  return {
    seconds,
    memoryMb: Math.round(largest),
    frameMs: Math.round(seen[0]),
    paintMs: Math.round(seen[1]),
  };
}

/** Resident memory of Chromium's renderer processes: a tab's page and its worker share one. */
function rendererMegabytes() {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) return [];
      return [Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024];
    } catch {
      return []; // it ended meanwhile, or is no process
    }
  });
}
