// What a fresh clone needs before anything runs: the locked packages, and a build that is newer than the sources.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a command in the project; ends this process with its exit code if it fails. */
export function must(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) console.error(`${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** `npm ci`, unless node_modules holds exactly what the lock file says. Its output goes to standard error. */
export function ensureInstalled() {
  if (!isInstalled())
    must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 2, 2] });
}

function isInstalled() {
  const installed = `${root}node_modules/.package-lock.json`;
  if (!existsSync(installed)) return false;
  const found = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const locked = Object.entries(JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')).packages);
  // Optional packages are binaries of other platforms: npm installs only ours.
  return locked.every(
    ([path, { version, optional }]) => path === '' || optional || found[path]?.version === version,
  );
}

/** Builds, unless dist/ is newer than everything it is made of. */
export function ensureBuilt() {
  const built = `${root}dist/whyreset.js`;
  const sources = [
    'src',
    'core',
    'scripts/build.mjs',
    'scripts/core.mjs',
    'scripts/bundle.mjs',
    'scripts/compile.mjs',
    'scripts/page.mjs',
    'scripts/cause-pages.mjs',
    'docs/causes',
    'package.json',
    'tsconfig.base.json',
    'tsconfig.json',
  ];
  if (existsSync(built) && newest(sources) < statSync(built).mtimeMs) return;
  must(process.execPath, ['scripts/build.mjs'], { stdio: ['ignore', 2, 2] });
}

function newest(paths) {
  return Math.max(...paths.map((path) => newestIn(`${root}${path}`)));
}

function newestIn(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newestIn(`${path}/${name}`)));
}
