/** What the Node clients share: workers, gaps, and one JSON line a request. */
import { readFileSync } from 'node:fs';

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Runs a plan. `connect(plan)` makes one worker's client: {call(request) -> {status, done}, port(), close()};
 * `done` settles when the body has been read.
 */
export async function runPlan(connect) {
  const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  await Promise.all(plan.workers.map((worker, number) => runWorker(connect(plan), worker, number)));
  process.exit(0);
}

async function runWorker(client, { startMs, requests }, worker) {
  await sleep(startMs);
  for (const [index, request] of requests.entries()) {
    await sleep(request.gapMs);
    const record = { worker, index, at: Date.now() / 1000, path: request.path, outcome: 'lost' };
    try {
      const { status, done } = await client.call(request);
      record.status = status;
      record.outcome = 'truncated';
      await done;
      record.outcome = 'ok';
    } catch (error) {
      record.error = describe(error);
      if (/ECONNREFUSED|EHOSTUNREACH|CONNECT_TIMEOUT/.test(record.error) || error.syscall === 'connect')
        record.outcome = 'connect';
    }
    record.port = client.port();
    process.stdout.write(`${JSON.stringify(record)}\n`);
  }
}

function describe(error) {
  return [error.code, error.message, error.cause?.code].filter(Boolean).join(': ');
}
