/** How many requests the server answers on one connection: one after the other, no pipelining. */

import { connect, exchange, keepAliveFields } from '../exchange.ts';
import type { CloseHow, Dialogue } from '../machine.ts';
import { say } from '../machine.ts';
import type { ProbeSettings } from '../settings.ts';

export interface RequestLimit {
  /** Answered requests after which the server ended the connection; null where it did not. */
  limit: number | null;
  tried: number;
  /** The last response said that it was the last. */
  announced: boolean | null;
  how: CloseHow | null;
  /** The Keep-Alive field's max in the first response. */
  announcedMax: number | null;
}

const closeLimitMs = 1000;
const sayEvery = 25;

export function* requestLimit(settings: ProbeSettings): Dialogue<RequestLimit | null> {
  const opened = yield* connect(settings);
  if (opened?.kind !== 'opened') return null;
  let announcedMax: number | null = null;
  let tried = 0;
  while (tried < settings.maxRequests) {
    if (tried % sayEvery === 0) yield* say(`requests on one connection: ${tried} of ${settings.maxRequests}`);
    const answer = yield* exchange(settings, { method: settings.method, minorVersion: 1 });
    if (answer.kind === 'no-answer') {
      const ended = answer.why === 'closed' && tried > 0;
      return {
        limit: ended ? tried : null,
        tried,
        announced: ended ? false : null,
        how: answer.how,
        announcedMax,
      };
    }
    tried++;
    if (tried === 1) announcedMax = keepAliveFields(answer.head).max;
    if (!answer.keeps) {
      const how = answer.endedBy ?? (yield* end(answer.endMs));
      return { limit: tried, tried, announced: true, how, announcedMax };
    }
  }
  return { limit: null, tried, announced: null, how: null, announcedMax };
}

function* end(sinceMs: number): Dialogue<CloseHow | null> {
  while (true) {
    const event = yield { do: 'read', untilMs: sinceMs + closeLimitMs };
    if (event.kind === 'closed') return event.how;
    if (event.kind !== 'data') return null;
  }
}
