/** Time in milliseconds since the run began, from the monotonic clock; and waiting that can be cut short. */
import { performance } from 'node:perf_hooks';

export interface RunClock {
  nowMs(): number;
}

export function startClock(): RunClock {
  const startedMs = performance.now();
  return { nowMs: () => performance.now() - startedMs };
}

/** The longest that a timer of Node's can hold. */
const mostTimerMs = 2 ** 31 - 1;

/** Resolves after the time, when stopped, or when `onWake`'s function is called. */
export function sleep(ms: number, stop: AbortSignal, onWake?: (wake: () => void) => void): Promise<void> {
  if (stop.aborted || ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(ms, mostTimerMs));
    stop.addEventListener('abort', done);
    onWake?.(done);
  });
}
