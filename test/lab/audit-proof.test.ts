/**
 * A small part of `npm run lab:audit`: one real chain with a fault that loses requests, and without a loss once the audit
 * has edited its files. Needs Linux, root and the lab's programs; all chains: docs/audit.md.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const programs = [
  '/usr/sbin/nginx',
  '/usr/sbin/haproxy',
  '/usr/bin/tcpdump',
  '/usr/sbin/ip',
  '/usr/sbin/ethtool',
];
const canRun =
  process.getuid?.() === 0 &&
  programs.every((path) => existsSync(path) || existsSync(path.replace('/usr', '')));

describe.runIf(canRun)('in the lab', () => {
  test('the audited fault loses requests, and the edit ends it', async () => {
    const run = promisify(execFile)(process.execPath, ['lab/audit.mjs', 'nginx-haproxy', '--short'], {
      cwd: root,
    });
    const { stdout } = await run;
    expect(stdout).toMatch(/^ok {3}nginx-haproxy \| idle-order \| \d+ of \d+ \|/m);
  }, 180_000);
});
