/**
 * Runs the command line as a user does: the bundle, made from the sources, in a process of its own.
 */
import { execFileSync, type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';

export const root: string = fileURLToPath(new URL('../../', import.meta.url));
const folder = `${root}.cache/test-cli-${process.pid}`;
export const bundle: string = `${folder}/whyreset.js`;

export interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Once per test file, before its tests. */
export function makeBundle(): void {
  execFileSync(process.execPath, ['scripts/bundle.mjs', 'src/cli', bundle], { cwd: root });
}

export function removeBundle(): void {
  rmSync(folder, { recursive: true, force: true });
}

/** The bundle for a test file, and a folder for what its tests write, which is returned: both are gone afterwards. */
export function bundleAndFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'whyreset-'));
  beforeAll(makeBundle);
  afterAll(() => {
    removeBundle();
    rmSync(made, { recursive: true });
  });
  return made;
}

export function whyreset(args: string[], options: SpawnSyncOptions = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
    cwd: root,
    maxBuffer: 1 << 28,
    ...options,
    env: { ...process.env, COLUMNS: '80', NO_COLOR: '', ...options.env },
  });
  return { status, stdout: String(stdout), stderr: String(stderr) };
}
