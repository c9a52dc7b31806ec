// Times whole processes, from the start to the end, as a user feels them: wall clock, processor time, peak memory.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const gnuTime = '/usr/bin/time';

/** Without what a machine may set for every Node: certificates of its own are read at each start (40 ms where this was written). */
const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;

export function isInstalled(program) {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0;
}

/** First line that a program prints about its version, on whichever stream. */
export function versionOf(program, flag = '--version') {
  const { stdout, stderr } = spawnSync(program, [flag], { encoding: 'utf8' });
  const lines = `${stdout}\n${stderr}`.split('\n');
  return lines.find((line) => /\d+\.\d+/.test(line))?.trim() ?? 'unknown';
}

/**
 * Runs a command under GNU time; its output goes to `outputPath`. Resolves to
 * `{ seconds, cpuSeconds, peakMb }`; rejects where the command failed, for a time of a failure is no result.
 */
export async function measure(command, outputPath = '/dev/null') {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const report = join(folder, 'time');
  const output = openSync(outputPath, 'w');
  try {
    const started = process.hrtime.bigint();
    await succeed(
      spawn(gnuTime, ['-f', '%U %S %M', '-o', report, ...command], {
        stdio: ['ignore', output, 'pipe'],
        env: environment,
      }),
    );
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    const [user, system, peakKb] = readFileSync(report, 'utf8').trim().split(' ').map(Number);
    return { seconds, cpuSeconds: user + system, peakMb: peakKb / 1024 };
  } finally {
    closeSync(output);
    rmSync(folder, { recursive: true });
  }
}

/** Waits for a child with piped stderr; rejects with its last words. */
export function succeed(child) {
  let words = '';
  child.stderr.on('data', (data) => {
    words = (words + data).slice(-2000);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${child.spawnargs.join(' ')} ended with ${code}: ${words}`));
    });
  });
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
