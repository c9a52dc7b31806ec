/**
 * The closed vocabulary of causes, in the words of docs/causes/. Every part of the product uses these ids.
 */

/** Causes that hurt somebody. */
export const harmfulCauses = [
  'connection-refused',
  'connect-timeout',
  'accept-overflow',
  'tls-rejected',
  'protocol-mismatch',
  'keepalive-race',
  'stale-reuse',
  'idle-dropped',
  'idle-blackholed',
  'idle-reset-delayed',
  'limit-close',
  'response-timeout',
  'client-timeout',
  'request-timeout',
  'unread-close',
  'no-response-close',
  'response-aborted',
  'client-abort',
  'server-restart',
  'network-loss',
  'mtu-blackhole',
  'injected-reset',
  'zero-window',
  'tcp-keepalive-failed',
  'port-reuse',
  'half-open',
] as const;

/** Endings that look alarming and are not. */
export const harmlessCauses = ['idle-close', 'abortive-close', 'late-data'] as const;

export type HarmfulCause = (typeof harmfulCauses)[number];
export type HarmlessCause = (typeof harmlessCauses)[number];
/** `unexplained` is an honest verdict: the evidence is listed, no cause is claimed. */
export type Cause = HarmfulCause | HarmlessCause | 'unexplained';

const harmless: ReadonlySet<string> = new Set(harmlessCauses);

/** True for endings that must never raise an alarm. */
export function isHarmless(cause: Cause | null): boolean {
  return cause === null || harmless.has(cause);
}
