/** What a probe waits for, and how long still: one line on standard error, only on a terminal. */
import { performance } from 'node:perf_hooks';
import { clean, shortened } from '../report/clean.ts';
import { duration } from '../report/quantities.ts';
import { isTerminal, write } from './standard-streams.ts';
import { type GlobalOptions, terminalColumns } from './terminal.ts';

const everyMs = 250;
/** What was said in passing is shown this long before what is waited for. */
const passingMs = 1500;

export interface WaitLine {
  say(text: string, mostMs: number | null): void;
  clear(): void;
}

export interface Said {
  text: string;
  atMs: number;
  untilMs: number | null;
}

export function createWaitLine({ quiet }: GlobalOptions): WaitLine {
  const shown = !quiet && isTerminal(2);
  let said: Said[] = [];
  let timer: NodeJS.Timeout | undefined;
  const draw = (): void => {
    const line = waitText(said, performance.now());
    write(2, `\r${shortened(line, terminalColumns() - 1)}\x1b[K`);
  };
  return {
    say(text, mostMs) {
      if (!shown) return;
      const atMs = performance.now();
      const one = { text: clean(text), atMs, untilMs: mostMs === null ? null : atMs + mostMs };
      // What passes replaces what passed before; what is waited for stays.
      said = [...said.filter(({ untilMs }) => untilMs !== null && untilMs > atMs), one];
      timer ??= setInterval(draw, everyMs).unref();
      draw();
    },
    clear() {
      clearInterval(timer);
      timer = undefined;
      if (said.length > 0) write(2, '\r\x1b[K');
      said = [];
    },
  };
}

/** The latest word, and after a moment the longest wait: "... (12 s, at most 118 s more)". */
export function waitText(said: readonly Said[], nowMs: number): string {
  const latest = said.at(-1);
  if (latest === undefined) return '';
  const waiting = said.filter(({ untilMs }) => untilMs !== null && untilMs > nowMs);
  const longest = waiting.reduce<Said | undefined>(
    (most, one) => (most === undefined || (one.untilMs ?? 0) > (most.untilMs ?? 0) ? one : most),
    undefined,
  );
  const shown = longest === undefined || nowMs - latest.atMs < passingMs ? latest : longest;
  const waited = duration(Math.floor((nowMs - shown.atMs) / 1000));
  const left =
    shown.untilMs === null
      ? ''
      : `, at most ${duration(Math.max(0, Math.ceil((shown.untilMs - nowMs) / 1000)))} more`;
  return `${shown.text} (${waited}${left}; Ctrl-C shows what is known)`;
}
