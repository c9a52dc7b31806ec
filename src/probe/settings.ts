/** What a probe is asked to do. Everything that is not asked for by a flag stays within the manners of a guest. */

export interface ProbeSettings {
  url: string;
  tls: boolean;
  /** "example.com:8080", as the Host field wants it. */
  authority: string;
  /** Path and query. */
  target: string;
  method: string;
  /** Further fields, as the user gave them. */
  fields: readonly (readonly [name: string, value: string])[];
  userAgent: string;
  maxIdleMs: number;
  /** No response takes longer than this, however it trickles. */
  responseLimitMs: number;
  maxRequests: number;
  /** The user named a number: it is tried to the end, however long that takes. */
  countsToTheEnd: boolean;
  /** Stop in the middle of requests, to see how long the server waits. */
  slow: boolean;
  /** Reuse connections at the very moment the server closes them. */
  race: boolean;
  /** How many connections to try at once; null where that was not asked for. */
  limitConnections: number | null;
  /** Connections that may wait in parallel. */
  parallel: number;
}

export const guestConnections = 20;
export const guestRequestsPerSecond = 50;
export const guestRequests = 400;

/** For the first response, and the most for any. */
export const longestResponseMs = 10_000;
const shortestLimitMs = 3000;

/** What a server that answered the first request in this time gets for the others. */
export function responseLimit(firstByteMs: number): number {
  return Math.min(longestResponseMs, Math.max(shortestLimitMs, 10 * firstByteMs));
}
