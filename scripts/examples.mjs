// docs/examples.md: what whyreset prints for each bundled capture. `node scripts/examples.mjs --check` only compares.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { ensureBuilt, root } from './fresh.mjs';

const page = `${root}docs/examples.md`;

ensureBuilt();
const names = readdirSync(`${root}examples`).filter((name) => name.endsWith('.pcap'));
const text = [
  '# What it prints',
  '',
  'Real programs on a real network, captured by the [lab](../lab/README.md); `node scripts/examples.mjs` prints this page.',
  ...names.flatMap(section),
  '',
].join('\n');
if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (readFileSync(page, 'utf8') !== text) {
  console.error('docs/examples.md is not what whyreset prints now: run node scripts/examples.mjs');
  process.exitCode = 1;
}

function section(name) {
  const { scenario, software } = JSON.parse(
    readFileSync(`${root}examples/${name.replace(/\.pcap$/, '.truth.json')}`, 'utf8'),
  );
  const programs = [software?.server, software?.client].filter(Boolean).join(', client ');
  const output = execFileSync(process.execPath, ['dist/whyreset.js', `examples/${name}`], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, COLUMNS: '80' },
  });
  const story = `What was made: ${scenario}${programs ? ` (${programs})` : ''}.`;
  return [
    '',
    `## ${name.replace(/\.pcap$/, '')}`,
    '',
    story,
    '',
    '```text',
    `$ whyreset examples/${name}`,
    output.trimEnd(),
    '```',
  ];
}
