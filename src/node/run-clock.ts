/** Time in milliseconds since the run began, from the monotonic clock; and waiting that can be cut short. */
import { performance } from 'node:perf_hooks';

export interface RunClock {
  nowMs(): number;
  /** How much earlier what is seen now may have happened: this process may have been kept from running. */
  doubtMs(): number;
  stop(): void;
}

const beatMs = 10;
/** What is delivered this soon after a late beat has waited as long as the beat. */
const sameTurnMs = 5;

export function startClock(): RunClock {
  const startedMs = performance.now();
  const nowMs = (): number => performance.now() - startedMs;
  let lastMs = 0;
  let gapMs = 0;
  const beat = setInterval(() => {
    gapMs = nowMs() - lastMs;
    lastMs += gapMs;
  }, beatMs).unref();
  return {
    nowMs,
    doubtMs: () => {
      const sinceMs = nowMs() - lastMs;
      return Math.max(0, (sinceMs < sameTurnMs ? sinceMs + gapMs : sinceMs) - beatMs);
    },
    stop: () => clearInterval(beat),
  };
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
