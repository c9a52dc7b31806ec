/**
 * What every step of a probe is: a machine that yields a command and is given the event that came of it. It has no
 * socket and no clock; each event carries its time. The runner (src/node) carries commands out, a test plays the events.
 *
 * A dialogue has one connection at a time. Several at once are several dialogues under `together`.
 */

/** How the other side ended a connection. `close-notify-fin`: TLS said goodbye first (RFC 8446 section 6.1). */
export type CloseHow = 'fin' | 'rst' | 'close-notify-fin';

export interface CertificateFacts {
  subject: string;
  issuer: string;
  names: string;
  validFrom: string;
  validTo: string;
}

export interface TlsFacts {
  version: string;
  /** The protocol that the server chose; null where it chose none. */
  alpn: string | null;
  cipher: string;
  certificate: CertificateFacts | null;
}

/** What is known once a connection is up. */
export interface Opened {
  connectMs: number;
  tlsMs: number | null;
  tls: TlsFacts | null;
}

/** Why no connection came about: a stable code, and a sentence that says what to do. */
export interface Failure {
  code: string;
  message: string;
}

export type Command =
  | { do: 'connect'; alpn?: readonly string[]; keepAliveMs?: number }
  /** Waits for the turn of a request that is sent bit by bit, and counts it. */
  | { do: 'turn' }
  /** `isRequest`: counts against the rate and the budget of requests. */
  | { do: 'send'; bytes: Uint8Array; isRequest: boolean }
  /** Bytes or the end of the connection, whichever is next, or the time. */
  | { do: 'read'; untilMs: number }
  | { do: 'wait'; untilMs: number }
  | { do: 'close' }
  /** Tells the person in front of the screen what is being waited for, and how long at most. */
  | { do: 'say'; text: string; mostMs: number | null }
  /** `stopIn` is asked whenever one has finished. */
  | { do: 'together'; tasks: readonly Dialogue<unknown>[]; stopIn?: StopIn<unknown> };

/** `doubtMs`: it may have been that much earlier, because this process was kept from running. */
export interface Moment {
  atMs: number;
  doubtMs?: number;
}

/** In how many milliseconds the tasks that still run are told to stop; null: they are needed. The earliest answer counts. */
export type StopIn<Result> = (finished: readonly Result[], atMs: number) => number | null;

export type ProbeEvent =
  | { kind: 'opened'; atMs: number; opened: Opened }
  | { kind: 'failed'; atMs: number; failure: Failure }
  | ({ kind: 'data'; bytes: Uint8Array } & Moment)
  | ({ kind: 'closed'; how: CloseHow } & Moment)
  | { kind: 'time-up'; atMs: number }
  /** Sent, closed, said. */
  | { kind: 'ok'; atMs: number }
  /** Finish with what is known: Ctrl-C, the budget is used up, or the others have found out enough. */
  | { kind: 'stopped'; atMs: number }
  | { kind: 'finished'; atMs: number; results: readonly unknown[] };

export type Dialogue<Result> = Generator<Command, Result, ProbeEvent>;

/** Longest wait for a connection, TLS handshake included. */
export const connectLimitMs = 7000;

export function* say(text: string, mostMs: number | null = null): Dialogue<number> {
  return (yield { do: 'say', text, mostMs }).atMs;
}

/** The results, in the order of the tasks. */
export function* together<Result>(
  tasks: readonly Dialogue<Result>[],
  stopIn?: StopIn<Result>,
): Dialogue<readonly Result[]> {
  const event = yield { do: 'together', tasks, ...(stopIn && { stopIn: stopIn as StopIn<unknown> }) };
  return (event.kind === 'finished' ? event.results : []) as readonly Result[];
}
