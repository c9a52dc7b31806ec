/**
 * The lab's curl: each worker is one curl process that fetches its paths one after the other, on one connection where
 * it can. Gaps are made by --rate, so a worker's gaps are all alike. One argument: a plan (see ../plan.mjs).
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'));
await Promise.all(plan.workers.map(runWorker));

function runWorker({ startMs, requests, arguments: extra = [] }, worker) {
  const [first] = requests;
  const argv = ['-s', '-k', '-g', '--no-buffer', '-w', '%{stderr}%{json}\n', ...extra];
  if (plan.timeoutMs) argv.push('--max-time', String(plan.timeoutMs / 1000));
  if (plan.tls === '1.2') argv.push('--tls-max', '1.2');
  if (requests.length > 1 && requests[1].gapMs > 0)
    argv.push('--rate', `${Math.round(3_600_000 / requests[1].gapMs)}/h`);
  if (first.bodyBytes > 0) argv.push('--data-binary', 'x'.repeat(first.bodyBytes), '-H', 'Expect:');
  for (const { path } of requests) argv.push('-o', '/dev/null', plan.base + path);
  return new Promise((resolve) => {
    setTimeout(() => {
      const child = spawn('curl', argv, { stdio: ['ignore', 'ignore', 'pipe'] });
      let index = 0;
      createInterface({ input: child.stderr }).on('line', (line) => {
        if (line.startsWith('{')) report(JSON.parse(line), worker, index++);
      });
      child.on('close', resolve);
    }, startMs + first.gapMs);
  });
}

function report(result, worker, index) {
  const {
    exitcode,
    local_port: port,
    http_code: status,
    errormsg,
    url_effective: url,
    time_total: seconds,
  } = result;
  const began = status > 0;
  const outcome = exitcode === 0 ? 'ok' : exitcode === 7 || !port ? 'connect' : began ? 'truncated' : 'lost';
  const at = Date.now() / 1000 - seconds;
  console.log(
    JSON.stringify({
      worker,
      index,
      at,
      path: new URL(url).pathname,
      outcome,
      status,
      port,
      error: errormsg ?? undefined,
    }),
  );
}
