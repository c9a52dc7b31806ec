// Installs the Debian packages that the tests compare with, where that is possible; says so in a sentence where it is not.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const searchPath = (process.env.PATH ?? '').split(':');

/** The programs that the tests compare with, and the real clients and servers that the recipes are tried on. */
export function setUpSystem() {
  setUpTools();
  setUpRealPrograms();
}

/** lab/set-up.sh starts no service; without root or apt-get the tests of recipes say what they leave out. */
function setUpRealPrograms() {
  if (!isOnPath('apt-get') || process.getuid?.() !== 0) return;
  const script = fileURLToPath(new URL('../lab/set-up.sh', import.meta.url));
  const { status, stderr } = spawnSync('sh', [script], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0)
    leaveOut(`Not all real servers and clients could be installed: ${stderr.trim().split('\n').at(-1)}`);
}

function setUpTools() {
  const missing = packages().filter(({ program }) => !isOnPath(program));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  if (!isOnPath('apt-get') || process.getuid?.() !== 0) {
    leaveOut(
      `Not installed: ${names.join(', ')}. Tests that compare with them are left out (Debian, as root: apt-get install ${names.join(' ')}).`,
    );
    return;
  }
  console.error(`Installing ${names.join(', ')} …`);
  const failed = aptGet('update') || aptGet('install', '--no-install-recommends', ...names);
  if (failed)
    leaveOut(
      `apt-get could not install ${names.join(', ')}: tests that compare with them are left out.\n${failed}`,
    );
}

/** Elsewhere a missing tool costs the tests that need it; in CI nothing is skipped for one. */
function leaveOut(sentence) {
  console.error(sentence);
  if (process.env.CI) process.exit(1);
}

function packages() {
  const list = readFileSync(new URL('system-packages.txt', import.meta.url), 'utf8');
  const lines = list.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [name, program] = line.split(': ');
    return { name, program };
  });
}

function isOnPath(program) {
  return searchPath.some((folder) => {
    try {
      accessSync(`${folder}/${program}`, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The last lines of what went wrong, "" when all went well. */
function aptGet(...args) {
  const { status, stderr, error } = spawnSync('apt-get', ['-y', '-q', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status === 0) return '';
  return error?.message ?? stderr.trim().split('\n').slice(-3).join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) setUpSystem();
