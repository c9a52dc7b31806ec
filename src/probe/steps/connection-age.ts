/**
 * Does the server end a connection for its age, however busy? One connection with a request a second; later at longer
 * intervals, a thirtieth of the age, so that hours do not use up the requests of a guest.
 */

import { seconds } from '../bracket.ts';
import { connect, exchange } from '../exchange.ts';
import type { CloseHow, Dialogue } from '../machine.ts';
import type { ProbeSettings } from '../settings.ts';

export interface ConnectionAge {
  /** Null where it lived as long as the probe took. */
  endedAfterS: number | null;
  how: CloseHow | null;
  /** The last response said that it was the last. */
  announced: boolean | null;
  watchedS: number;
  requests: number;
}

export const ageIntervalMs = 1000;

export function* connectionAge(settings: ProbeSettings): Dialogue<ConnectionAge | null> {
  const opened = yield* connect(settings);
  if (opened?.kind !== 'opened') return null;
  let requests = 0;
  const at = (atMs: number): number => seconds(atMs - opened.atMs);
  while (true) {
    const answer = yield* exchange(settings, { method: settings.method, minorVersion: 1 });
    if (answer.kind === 'no-answer') {
      const lived = { watchedS: at(answer.atMs), requests };
      return answer.why === 'closed' && requests > 0
        ? { endedAfterS: at(answer.atMs), how: answer.how, announced: false, ...lived }
        : { endedAfterS: null, how: null, announced: null, ...lived };
    }
    requests++;
    if (!answer.keeps) {
      const endedAfterS = at(answer.endMs);
      return { endedAfterS, how: answer.endedBy, announced: true, watchedS: endedAfterS, requests };
    }
    const intervalMs = Math.max(ageIntervalMs, (answer.sentMs - opened.atMs) / 30);
    const event = yield { do: 'read', untilMs: answer.sentMs + intervalMs };
    if (event.kind === 'closed')
      return {
        endedAfterS: at(event.atMs),
        how: event.how,
        announced: false,
        watchedS: at(event.atMs),
        requests,
      };
    if (event.kind === 'stopped')
      return { endedAfterS: null, how: null, announced: null, watchedS: at(event.atMs), requests };
  }
}
