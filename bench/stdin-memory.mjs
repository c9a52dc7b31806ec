// An endless capture through a pipe: memory must not follow the number of packets. Samples VmRSS of the reading process
// while the generator feeds it.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setInterval } from 'node:timers/promises';
import { succeed } from './measure.mjs';

const sampleEveryMs = 100;

/**
 * Resolves to `{ seconds, samples, quartersMb, growth, afterwardsMb }`: the peak of each quarter of the reading, the last
 * over the second, and the peak once the input had ended and the answer was made.
 */
export async function measureStdin(whyreset, generator) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const pipe = join(folder, 'pipe');
  spawnSync('mkfifo', [pipe]);
  const stderr = ['inherit', 'inherit', 'pipe'];
  const writer = spawn(generator[0], [...generator.slice(1), '--out', pipe], { stdio: stderr });
  const input = openSync(pipe, 'r'); // waits for the writer, as the shell does
  const started = process.hrtime.bigint();
  const reader = spawn(whyreset[0], whyreset.slice(1), { stdio: [input, 'ignore', 'pipe'] });
  closeSync(input);
  const sampling = new AbortController();
  const samplesMb = [];
  const sampler = sample(reader.pid, samplesMb, sampling.signal);
  let whileReading = 0;
  const written = succeed(writer).then(() => {
    whileReading = samplesMb.length;
  });
  try {
    await Promise.all([written, succeed(reader)]);
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    return { seconds, ...summarise(samplesMb.slice(0, whileReading), samplesMb.slice(whileReading)) };
  } finally {
    sampling.abort();
    await sampler;
    rmSync(folder, { recursive: true });
  }
}

async function sample(pid, samplesMb, signal) {
  try {
    for await (const _ of setInterval(sampleEveryMs, undefined, { signal })) {
      const rssKb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      if (rssKb) samplesMb.push(Number(rssKb) / 1024);
    }
  } catch (error) {
    // The process is over: its entry in /proc is gone, or we were told.
    if (error.name !== 'AbortError' && error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error;
  }
}

function summarise(readingMb, afterwardsMb) {
  const quartersMb = [0, 1, 2, 3].map((quarter) => {
    const from = Math.floor((readingMb.length * quarter) / 4);
    return Math.max(...readingMb.slice(from, Math.floor((readingMb.length * (quarter + 1)) / 4)));
  });
  return {
    samples: readingMb.length,
    quartersMb,
    growth: quartersMb[3] / quartersMb[1],
    afterwardsMb: Math.max(readingMb.at(-1), ...afterwardsMb),
  };
}
