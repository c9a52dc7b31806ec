/** Child processes of one scenario: each in a namespace, in a process group of its own, ended with the scenario. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';

export function createProcesses() {
  const running = new Set();

  /** Starts `argv` in a namespace. Output goes to `log` (a file), or to the returned child's pipes without it. */
  function start(namespace, argv, { cwd, env, log, stdin = 'ignore' } = {}) {
    const output = log === undefined ? 'pipe' : openSync(log, 'a');
    const child = spawn('ip', ['netns', 'exec', namespace, ...argv], {
      cwd,
      env: { ...process.env, ...env },
      detached: true,
      stdio: [stdin, output, log === undefined ? 'inherit' : output],
    });
    if (log !== undefined) closeSync(output);
    running.add(child);
    child.once('exit', () => running.delete(child));
    child.once('error', () => running.delete(child));
    return child;
  }

  /** Signals the whole group: servers have workers. */
  function signal(child, name) {
    try {
      process.kill(-child.pid, name);
    } catch {
      // It has ended already.
    }
  }

  async function stop(child, name = 'SIGTERM', graceMs = 1500) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    signal(child, name);
    const timer = setTimeout(() => signal(child, 'SIGKILL'), graceMs);
    await ended;
    clearTimeout(timer);
    signal(child, 'SIGKILL'); // what is left of its group
  }

  return { start, signal, stop, stopAll: () => Promise.all([...running].map((child) => stop(child))) };
}

export function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits for a condition; after `ms` it is an error that says what was not ready. */
export async function until(condition, ms, what) {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not ready: ${what}`);
    await sleep(25);
  }
}
