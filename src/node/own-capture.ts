/** The probe's own traffic in a file, by tcpdump, so that `explain` can read it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inputErrorOf } from './input-error.ts';

/** The kernel hands packets on in blocks: the last ones need a moment. */
const settleMs = 400;
const startLimitMs = 5000;

export interface OwnCapture {
  stop(): Promise<void>;
}

export interface Endpoint {
  address: string;
  port: number;
}

/** Null where there is no capture: that has been said, and the probe goes on without. */
export async function startOwnCapture(
  file: string,
  endpoints: readonly Endpoint[],
  say: (text: string) => void,
): Promise<OwnCapture | null> {
  const filter = endpoints.map(({ address, port }) => `(host ${address} and tcp port ${port})`).join(' or ');
  if (filter === '') {
    say(`no capture was written to ${file}: nothing is sent over TCP`);
    return null;
  }
  let output: number;
  try {
    output = openSync(file, 'w');
  } catch (error) {
    throw inputErrorOf(error, file);
  }
  const child = spawn('tcpdump', ['-i', 'any', '-U', '-s', '0', '-w', '-', filter], {
    // Its own process group: Ctrl-C is for the probe, which still has packets to come.
    detached: true,
    stdio: ['ignore', output, 'pipe'],
  });
  const failure = await started(child);
  closeSync(output);
  if (failure === null) return { stop: () => stop(child) };
  say(`no capture was written to ${file}: ${failure}`);
  return null;
}

/** Null once it listens; a sentence where it does not. */
function started(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let text = '';
    const timer = setTimeout(() => resolve(null), startLimitMs);
    const done = (failure: string | null): void => {
      clearTimeout(timer);
      resolve(failure);
    };
    child.stderr?.on('data', (bytes: Buffer) => {
      text = (text + bytes.toString()).slice(-2000);
      if (text.includes('listening on')) done(null);
    });
    child.once('error', () => done('tcpdump is not installed, or not on the path'));
    child.once('exit', () => done(`tcpdump: ${text.trim().split('\n').at(-1) ?? 'it ended at once'}`));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  await sleep(settleMs);
  child.kill('SIGINT');
  await once(child, 'exit');
}
