/**
 * Progress on standard error, for a person who waits: only on a terminal, only when reading takes a while.
 */
import { bytes, duration } from '../report/quantities.ts';
import { isTerminal, write } from './standard-streams.ts';
import type { GlobalOptions } from './terminal.ts';

const quietMs = 500;
const everyMs = 100;

export interface Progress {
  /** `total` is null for a pipe. */
  update(readBytes: number, totalBytes: number | null): void;
  /** Wipes the line. */
  done(): void;
}

export function createProgress({ quiet }: GlobalOptions): Progress {
  const started = nowMs();
  let drawn = Number.NEGATIVE_INFINITY;
  const shown = !quiet && isTerminal(2);
  return {
    update(readBytes, totalBytes) {
      const now = nowMs();
      if (!shown || now - started < quietMs || now - drawn < everyMs) return;
      drawn = now;
      write(2, `\r${progressLine(readBytes, totalBytes, (now - started) / 1000)}\x1b[K`);
    },
    done() {
      if (drawn > 0) write(2, '\r\x1b[K');
    },
  };
}

/** `performance.now()` would load a module of Node's for it. */
function nowMs(): number {
  return process.uptime() * 1000;
}

/** "reading  [#########...........]  45 %  650 MB of 1.5 GB  1.1 GB/s  0.8 s left" */
export function progressLine(readBytes: number, totalBytes: number | null, elapsedS: number): string {
  const rate = readBytes / Math.max(elapsedS, 0.001);
  const speed = `${bytes(Math.round(rate))}/s`;
  if (totalBytes === null || totalBytes <= 0) return `reading  ${bytes(readBytes)}  ${speed}`;
  const part = Math.min(1, readBytes / totalBytes);
  const bar = '#'.repeat(Math.round(part * 20)).padEnd(20, '.');
  const left = rate > 0 ? `  ${duration(Math.max(0, totalBytes - readBytes) / rate)} left` : '';
  return `reading  [${bar}]  ${Math.floor(part * 100)} %  ${bytes(readBytes)} of ${bytes(totalBytes)}  ${speed}${left}`;
}
