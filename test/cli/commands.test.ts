import { spawn, spawnSync } from 'node:child_process';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { harmfulCauses } from '../../src/diagnose/causes.ts';
import { bundle, bundleAndFolder, root, whyreset } from './whyreset.ts';

const race = 'examples/keepalive-race.pcap';
const folder = bundleAndFolder();

test('a capture alone means explain', () => {
  const alone = whyreset([race]);
  expect(alone.stdout).toMatch(/^\d+ of \d+ connections to /);
  expect(alone.status).toBe(0);
  expect(whyreset(['explain', race]).stdout).toBe(alone.stdout);
});

test('standard input reads as the file does', () => {
  const input = readFileSync(join(root, race));
  expect(whyreset(['-'], { input }).stdout).toBe(whyreset([race]).stdout);
});

test('--json prints the document, --markdown a ticket', () => {
  const document = JSON.parse(whyreset([race, '--json']).stdout);
  expect(document.schema).toBe('whyreset/explain/1');
  expect(document.capture.files).toEqual([race]);
  expect(whyreset([race, '--markdown']).stdout).toMatch(/^# Why connections were reset\n/);
});

test('connections are chosen by stream, server, client, time and cause', () => {
  const choose = (...args: string[]) => JSON.parse(whyreset([race, '--json', '--all', ...args]).stdout);
  const all = choose();
  const [incident] = all.incidents;
  const one = choose('--stream', String(incident.exampleStream));
  expect(one.connections.map(({ stream }: { stream: number }) => stream)).toEqual([incident.exampleStream]);
  expect(one.connections[0].ladder.length).toBeGreaterThan(3);
  const { address, port } = incident.server;
  expect(choose('--server', `${address}:${port}`).totals.connections).toBe(incident.outOfConnections);
  expect(choose('--server', `${address}:1`).totals.connections).toBe(0);
  expect(choose('--client', '192.0.2.1').totals.connections).toBe(0);
  expect(choose('--cause', incident.cause).totals.harmed).toBe(incident.connections);
  expect(choose('--since', '2100-01-01T00:00Z').totals.connections).toBe(0);
  expect(choose('--until', '1970-01-02T00:00Z').totals.connections).toBe(0);
  expect(choose('--since', all.capture.start).totals.connections).toBe(all.totals.connections);
});

test('--exit-code tells scripts of harm', () => {
  expect(whyreset([race, '--exit-code']).status).toBe(1);
  expect(whyreset(['examples/healthy.pcap', '--exit-code']).status).toBe(0);
});

test('connections prints a table, or one JSON object a line', () => {
  const table = whyreset(['connections', race]).stdout.trimEnd().split('\n');
  const lines = whyreset(['connections', race, '--json']).stdout.trimEnd().split('\n');
  expect(table[0]).toMatch(/^stream +client +server/);
  expect(lines.length).toBe(table.length - 1);
  expect(lines.map((line) => JSON.parse(line).stream)).toEqual(lines.map((_, i) => i));
});

test('cause prints a page, or all causes', () => {
  expect(whyreset(['cause', 'keepalive-race']).stdout).toBe(
    readFileSync(join(root, 'docs/causes/keepalive-race.md'), 'utf8'),
  );
  const list = whyreset(['cause']).stdout;
  for (const cause of harmfulCauses) expect(list).toContain(cause);
});

test('colour comes on demand, and never where it is not wanted', () => {
  const esc = String.fromCharCode(27);
  expect(whyreset([race]).stdout).not.toContain(esc);
  expect(whyreset([race, '--color', 'always']).stdout).toContain(esc);
  expect(whyreset(['--color', 'always', race], { env: { NO_COLOR: '1' } }).stdout).toContain(esc);
});

test('a capture that is cut short is explained as far as it goes, with a warning that --quiet silences', () => {
  const cut = join(folder, 'cut.pcap');
  writeFileSync(cut, readFileSync(join(root, race)).subarray(0, 100_000));
  const { status, stdout, stderr } = whyreset([cut]);
  expect(status).toBe(0);
  expect(stdout).toContain('cut short');
  expect(stderr).toMatch(/^whyreset: .*\d+/);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(whyreset([cut, '--quiet']).stderr).toBe('');
});

test.each([
  [['no-such-file.pcap'], 3, /no-such-file\.pcap/],
  [['.'], 3, /\./],
  [['package.json'], 3, /package\.json/],
  [['conections', race], 2, /Did you mean "connections"\?/],
  [['cause', 'keepalive'], 2, /no cause "keepalive"\./],
  [['cause', 'keepaliv-race'], 2, /Did you mean "keepalive-race"\?/],
  [[race, '--steam', '1'], 2, /unknown option '--steam'\n\(Did you mean --stream\?\)/],
  [[race, '--stream', 'x'], 2, /tcp\.stream/],
  [[race, '--color', 'sometimes'], 2, /Allowed choices are auto, always, never/],
  [[], 2, /missing required argument 'capture'/],
])('%j ends with exit code %d and one clear sentence', (args, status, message) => {
  const run = whyreset(args);
  expect(run.status).toBe(status);
  expect(run.stdout).toBe('');
  expect(run.stderr).toMatch(message);
  expect(run.stderr).toMatch(/^whyreset: /);
  expect(run.stderr).not.toMatch(/\n\s+at |Error:/);
});

test('an empty file is no capture', () => {
  const empty = join(folder, 'empty.pcap');
  writeFileSync(empty, '');
  expect(whyreset([empty]).status).toBe(3);
});

test('a reader that goes away is no error', () => {
  const { status, stderr } = spawnSync(
    '/bin/sh',
    ['-c', `"${process.execPath}" "${bundle}" explain --json --all ${race} | head -c 10`],
    { cwd: root, encoding: 'utf8' },
  );
  expect(status).toBe(0);
  expect(stderr).toBe('');
});

test('an output that cannot be written is told in one sentence', () => {
  const readOnly = openSync(join(root, race), 'r');
  const { status, stderr } = whyreset([race, '--json', '--all'], { stdio: ['ignore', readOnly, 'pipe'] });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^whyreset: the output could not be written: EBADF.*\n$/);
});

test('Ctrl-C in a pipe means: diagnose what has been read', async () => {
  const child = spawn(process.execPath, [bundle, '-'], { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
    if (stderr.includes('interrupted')) child.stdin.end();
  });
  child.stdin.write(readFileSync(join(root, race)), () => setTimeout(() => child.kill('SIGINT'), 3000));
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect(stderr).toContain('diagnosing what was read');
  expect(stdout).toMatch(/^\d+ of \d+ connections to /);
  expect(status).toBe(0);
});

test('the version is that of the package', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(whyreset(['--version']).stdout).toBe(`${version}\n`);
});

test('nothing is left open when standard output is a file', () => {
  const file = join(folder, 'out.json');
  const out = openSync(file, 'w');
  expect(whyreset([race, '--json', '--all'], { stdio: ['ignore', out, 'pipe'] }).status).toBe(0);
  expect(JSON.parse(readFileSync(file, 'utf8')).schema).toBe('whyreset/explain/1');
});
