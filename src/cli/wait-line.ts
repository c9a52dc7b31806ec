/** What a probe waits for, and how long still: one line on standard error, only on a terminal. */
import { performance } from 'node:perf_hooks';
import { duration } from '../report/quantities.ts';
import { type GlobalOptions, terminalColumns } from './terminal.ts';

const everyMs = 250;

export interface WaitLine {
  say(text: string, remainingMs: number | null): void;
  clear(): void;
}

export function createWaitLine({ quiet }: GlobalOptions): WaitLine {
  const shown = process.stderr.isTTY === true && !quiet;
  let current: { text: string; sinceMs: number; untilMs: number | null } | null = null;
  let timer: NodeJS.Timeout | undefined;
  const draw = (): void => {
    if (current === null) return;
    const nowMs = performance.now();
    const waited = duration(Math.floor((nowMs - current.sinceMs) / 1000));
    const left =
      current.untilMs === null
        ? ''
        : `, at most ${duration(Math.max(0, Math.ceil((current.untilMs - nowMs) / 1000)))} more`;
    process.stderr.write(`\r${`${current.text} (${waited}${left})`.slice(0, terminalColumns() - 1)}\x1b[K`);
  };
  return {
    say(text, remainingMs) {
      if (!shown) return;
      const nowMs = performance.now();
      current = { text, sinceMs: nowMs, untilMs: remainingMs === null ? null : nowMs + remainingMs };
      timer ??= setInterval(draw, everyMs).unref();
      draw();
    },
    clear() {
      clearInterval(timer);
      timer = undefined;
      if (current !== null) process.stderr.write('\r\x1b[K');
      current = null;
    },
  };
}
