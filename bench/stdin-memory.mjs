// An endless capture through a pipe: memory must not follow the number of packets. Samples VmRSS of the reading process
// while the generator feeds it.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setInterval } from 'node:timers/promises';
import { succeed } from './measure.mjs';

const sampleEveryMs = 200;

/** Resolves to `{ seconds, samplesMb, quartersMb, growth }`: the peak of each quarter of the run, and last / second. */
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
  const samplesMb = [];
  const sampling = new AbortController();
  const sampler = sample(reader.pid, samplesMb, sampling.signal);
  try {
    await Promise.all([succeed(writer), succeed(reader)]);
    return { seconds: Number(process.hrtime.bigint() - started) / 1e9, ...summarise(samplesMb) };
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

function summarise(samplesMb) {
  const quartersMb = [0, 1, 2, 3].map((quarter) => {
    const from = Math.floor((samplesMb.length * quarter) / 4);
    return Math.max(...samplesMb.slice(from, Math.floor((samplesMb.length * (quarter + 1)) / 4)));
  });
  return { samples: samplesMb.length, quartersMb, growth: quartersMb[3] / quartersMb[1] };
}
