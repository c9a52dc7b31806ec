#!/usr/bin/env node
/**
 * The lab's command: runs scenarios and writes captures with their truth.
 *   npm run lab -- <scenario...|all> [--out DIR] [--jobs N] [--seed N]
 *   npm run lab -- --table --out DIR    docs/lab-behaviour.md from the runs in DIR
 *   npm run lab -- --select --out DIR   test/captures/lab from the runs in DIR
 *   npm run lab -- --list            the scenarios
 *   npm run lab -- --derive --out DIR   captures made from those in DIR (also done by `all`)
 */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, LAB } from './build.mjs';
import { deriveAll } from './derive.mjs';
import { recordResets } from './kernel.mjs';
import { removeRun, runScenario } from './lab.mjs';
import { writeBehaviour } from './observe.mjs';
import { select } from './select.mjs';
import { writeTruth } from './truth.mjs';
import { setSeed } from './vary.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: join(tmpdir(), 'whyreset-lab', 'out') },
    jobs: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    list: { type: 'boolean', default: false },
    table: { type: 'boolean', default: false },
    select: { type: 'boolean', default: false },
    derive: { type: 'boolean', default: false },
    'keep-runs': { type: 'boolean', default: false },
  },
});

setSeed(values.seed);
const scenarios = await loadScenarios();
if (values.derive) {
  console.log(`derived: ${deriveAll(values.out).join(', ')}`);
} else if (values.table) {
  writeBehaviour(values.out, join(LAB, '../docs/lab-behaviour.md'));
} else if (values.select) {
  console.log(select(values.out, join(LAB, '../test/captures/lab')).join('\n'));
} else if (values.list || positionals.length === 0) {
  for (const { name, about } of scenarios) console.log(`${name.padEnd(44)} ${about}`);
} else {
  process.exitCode = await runAll(chosen(positionals));
  if (positionals.includes('all')) deriveAll(values.out);
}

async function loadScenarios() {
  const folder = join(LAB, 'scenarios');
  const modules = await Promise.all(
    readdirSync(folder)
      .filter((file) => file.endsWith('.mjs'))
      .sort()
      .map((file) => import(join(folder, file))),
  );
  return modules.flatMap((module) => module.scenarios);
}

/** Names, or prefixes of names that end in `*`. */
function chosen(names) {
  if (names.includes('all')) return scenarios;
  const wanted = names.flatMap((name) => {
    const found = scenarios.filter(
      (s) => s.name === name || (name.endsWith('*') && s.name.startsWith(name.slice(0, -1))),
    );
    if (found.length === 0) {
      console.error(`No scenario is called ${name}; --list tells them all.`);
      process.exit(2);
    }
    return found;
  });
  return [...new Set(wanted)];
}

async function runAll(wanted) {
  if (process.getuid?.() !== 0) throw new Error('the lab makes network namespaces: run it as root');
  setPriority(10);
  execFileSync(join(LAB, 'set-up.sh'), { stdio: ['ignore', 'ignore', 'inherit'] });
  build();
  const kernel = recordResets();
  const queue = [...wanted].sort((a, b) => (b.weight ?? 1) - (a.weight ?? 1));
  let failures = 0;
  const worker = async () => {
    for (let scenario = queue.shift(); scenario !== undefined; scenario = queue.shift()) {
      if (!(await runOne(scenario, kernel))) failures += 1;
    }
  };
  const began = Date.now();
  await Promise.all(Array.from({ length: Number(values.jobs) }, worker));
  kernel?.stop();
  console.log(
    `${wanted.length} scenarios in ${Math.round((Date.now() - began) / 1000)} s, ${failures} failed: ${values.out}`,
  );
  return failures > 0 ? 1 : 0;
}

async function runOne(scenario, kernel) {
  const began = Date.now();
  let lab;
  try {
    lab = await runScenario(scenario, values.seed);
    const { connections, counts, requests, failed, unjudged } = writeTruth(
      lab,
      values.out,
      kernel?.lines() ?? [],
    );
    const told =
      Object.entries(counts)
        .map(([cause, n]) => `${cause} ${n}`)
        .join(', ') || 'all well';
    const short =
      missing(scenario, counts) + (unjudged > 0 ? ` (${unjudged} failed connections without a verdict)` : '');
    console.log(
      `${short ? 'FEW ' : 'ok  '} ${scenario.name.padEnd(40)} ${String(Math.round((Date.now() - began) / 1000)).padStart(3)} s  ${connections} connections, ${failed} of ${requests} requests failed: ${told}${short}`,
    );
    return short === '';
  } catch (error) {
    console.log(`FAIL ${scenario.name}: ${error.stack}`);
    return false;
  } finally {
    if (lab !== undefined && !values['keep-runs']) removeRun(lab);
  }
}

/** What the scenario was to show and did not. */
function missing(scenario, counts) {
  return Object.entries(scenario.expect ?? {})
    .filter(([cause, least]) => (counts[cause] ?? 0) < least)
    .map(([cause, least]) => ` (expected at least ${least} ${cause})`)
    .join('');
}
