/** What happens before the first byte is read: each module of Node's that a start loads is paid for by every run. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { bundle, bundleAndFolder, root } from './whyreset.ts';

const race = 'examples/keepalive-race.pcap';
const folder = bundleAndFolder();

beforeAll(() => {
  writeFileSync(
    join(folder, 'loaded.cjs'),
    "process.on('exit', () => require('node:fs').writeFileSync(__dirname + '/loaded', process.moduleLoadList.join()));",
  );
});

/** Node's own modules that a run loads, of those that are dear. */
function dearModules(args: readonly string[]): string[] {
  const { status } = spawnSync(process.execPath, ['-r', join(folder, 'loaded.cjs'), bundle, ...args], {
    cwd: root,
  });
  expect(status).toBe(0);
  const loaded = readFileSync(join(folder, 'loaded'), 'utf8').split(',');
  const dear = [
    'child_process',
    'crypto',
    'dns/promises',
    'http',
    'internal/modules/esm/loader',
    'net',
    'perf_hooks',
    'readline/promises',
    'stream',
    'tls',
    'worker_threads',
    'zlib',
  ];
  return dear.filter((name) => loaded.includes(`NativeModule ${name}`));
}

test.each([[['--version']], [[race]], [['connections', race]], [['cause']]])(
  '%j loads nothing for networks, streams, compression or keys',
  (args) => {
    expect(dearModules(args)).toEqual([]);
  },
);

test('what one run needs is loaded by that run', () => {
  expect(dearModules([race, '--redact'])).toEqual(['crypto', 'stream']);
});

test('help, which asks how wide the terminal is, loads what that takes', () => {
  expect(dearModules(['--help'])).toEqual(['net', 'stream']);
});

test('V8 takes up what it compiled when the program was built', () => {
  const take = `
    const { readFileSync } = require('node:fs');
    const path = ${JSON.stringify(bundle.replace(/\.js$/, '.cjs'))};
    const cachedData = readFileSync(path + '.compiled');
    const script = new (require('node:vm').Script)(readFileSync(path, 'latin1'), { filename: path, cachedData });
    process.stdout.write(String(script.cachedDataRejected));`;
  expect(execFileSync(process.execPath, ['-e', take], { encoding: 'utf8' })).toBe('false');
});

test('compiled code of another version is refused, and the program runs all the same', () => {
  writeFileSync(bundle.replace(/\.js$/, '.cjs.compiled'), 'of some other V8');
  const { status, stdout } = spawnSync(process.execPath, [bundle, race], { cwd: root, encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).toContain('keep-alive race');
});
