/** The idle timeout that a client should have, and why. */
import { seconds } from './bracket.ts';
import type { Recommendation } from './result.ts';
import type { IdleTimeout } from './steps/idle-timeout.ts';

/** A request needs its way to the server, and both timers are coarse: never closer than a second. */
const leastMarginS = 1;
const marginShare = 0.1;

export interface Known {
  idle: IdleTimeout | null;
  announcedS: number | null;
  keeps: boolean;
  rttMs: number;
}

export function recommend({ idle, announcedS, keeps, rttMs }: Known): Recommendation {
  if (!keeps)
    return {
      clientIdleTimeoutS: null,
      why: 'the server closes each connection after one response: there is nothing to keep, every request needs a new connection',
    };
  if (idle === null) return { clientIdleTimeoutS: null, why: 'the idle timeout was not found out' };
  if (idle.lowS === null) return beyond(idle.maxIdleS);
  const announced = announcedS !== null && announcedS > 0 && announcedS < idle.lowS ? announcedS : null;
  const limitS = announced ?? idle.lowS;
  const clientIdleTimeoutS = below(limitS, rttMs);
  return {
    clientIdleTimeoutS,
    why: `${reason(idle, announced)} ${marginReason(limitS, clientIdleTimeoutS)}${remedy(idle)}`,
  };
}

/** Whole seconds where there are enough of them, half seconds below; never 0, which to most settings means "off" or "for ever". */
function below(limitS: number, rttMs: number): number {
  const safe = limitS - Math.max(leastMarginS, limitS * marginShare, rttMs / 500);
  if (safe >= 3) return Math.floor(safe);
  if (safe >= 1) return Math.floor(safe * 2) / 2;
  return Math.max(0.1, Math.floor(limitS * 5) / 10);
}

function reason({ outcome, lowS }: IdleTimeout, announced: number | null): string {
  if (announced !== null)
    return `the server announces ${announced} s, and a client may count on no more, although it was seen to wait longer;`;
  if (outcome === 'closes') return `the server closes a connection after ${lowS} s at the earliest;`;
  return `somebody on the way forgets a connection that was idle for more than ${lowS} s;`;
}

function marginReason(limitS: number, clientS: number): string {
  const margin = seconds((limitS - clientS) * 1000);
  return `${margin} s of margin, because a request needs its way to the server and both ends' timers are coarse`;
}

function remedy({ outcome }: IdleTimeout): string {
  return outcome === 'forgets-reset' || outcome === 'forgets-silently'
    ? ', or TCP keep-alive at shorter intervals than that'
    : '';
}

function beyond(maxIdleS: number): Recommendation {
  const clientIdleTimeoutS = maxIdleS >= 2 ? Math.floor(maxIdleS * (1 - marginShare)) : null;
  return {
    clientIdleTimeoutS,
    why: `idle connections were still good after ${maxIdleS} s, the longest idle time that was tried; --max-idle looks further`,
  };
}
