#!/usr/bin/env node
/**
 * Proves the audit: `npm run lab:audit -- [chain...] [--page | --short]` on Linux, as root. Each chain runs with its fault and then
 * with the edit that the audit proposes. `--page` writes the table of docs/audit.md; `--short` sends fewer requests.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/fresh.mjs';
import { chains } from './audit/chains.mjs';
import { count, scenarioOf } from './audit/prove.mjs';
import { build, LAB } from './build.mjs';
import { removeRun, runScenario } from './lab.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    page: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '2' },
    short: { type: 'boolean', default: false },
  },
});
if (process.getuid?.() !== 0) throw new Error('the lab makes network namespaces: run it as root');
ensureBuilt();
execFileSync(join(LAB, 'set-up.sh'), { stdio: ['ignore', 'ignore', 'inherit'] });
build();

const queue = chains.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const wanted = queue.map(({ name }) => name);
const results = new Map();
const worker = async () => {
  for (let chain = queue.shift(); chain !== undefined; chain = queue.shift())
    results.set(chain.name, await proved(chain));
};
await Promise.all(Array.from({ length: Number(values.jobs) }, worker));
const rows = wanted.map((name) => results.get(name));
console.log(rows.map(({ line }) => line).join('\n'));
if (values.page) writePage(rows);
process.exitCode = rows.every(({ holds }) => holds) ? 0 : 1;

async function proved(chain) {
  const proof = {};
  let lab;
  try {
    lab = await runScenario(scenarioOf(chain, proof, values.short), '1');
    const { faulty, fixed } = count(lab, proof);
    const holds =
      proof.found.includes(`error ${chain.finding}`) &&
      faulty.lost > 0 &&
      proof.left.length === 0 &&
      fixed.lost === 0 &&
      proof.fixed.failed === 0 &&
      fixed.reuses >= (values.short ? 300 : 1000);
    const cells = [
      chain.name,
      chain.finding,
      `${faulty.lost} of ${proof.faulty.sent}`,
      `${proof.faulty.failed}`,
      `${proof.fixedIdleS} s`,
      `${fixed.reuses}`,
      `${fixed.lost}`,
      `${proof.fixed.failed}`,
    ];
    return {
      holds,
      cells,
      line: `${holds ? 'ok  ' : 'NOT '} ${cells.join(' | ')}  ${proof.found.join(', ')}`,
    };
  } catch (error) {
    return { holds: false, cells: [chain.name, 'not run'], line: `FAIL ${chain.name}: ${error.stack}` };
  } finally {
    if (lab !== undefined) removeRun(lab);
  }
}

/** Between the two marks of the page. */
function writePage(rows) {
  const path = join(LAB, '../docs/audit.md');
  const head = [
    'chain',
    'finding',
    'lost, with the fault',
    'failures seen',
    'idle time at the front after the edit',
    'reuses after it',
    'lost',
    'failures seen',
  ];
  const table = [head, head.map(() => '---'), ...rows.map(({ cells }) => cells)].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
  const text = readFileSync(path, 'utf8');
  const marks = /(<!-- lab:audit -->\n)[\s\S]*?(<!-- end -->)/;
  writeFileSync(path, text.replace(marks, `$1\n${table.join('\n')}\n\n$2`));
}
