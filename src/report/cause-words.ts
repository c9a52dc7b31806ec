/**
 * What each cause is called in a sentence: "12 of 40 connections lost a request because …".
 */
import type { Cause } from '../diagnose/causes.ts';
import type { Actor, Harm } from '../engine/document.ts';

const because: Record<Cause, string> = {
  'connection-refused': 'nothing accepts connections there: each SYN was answered by a reset',
  'connect-timeout': 'nobody answered the SYN',
  'accept-overflow': 'the server reset them right after the handshake, before reading a byte',
  'tls-rejected': 'the TLS handshake was rejected',
  'protocol-mismatch': 'the two sides speak different protocols on this port',
  'keepalive-race': 'the server closed the idle connection while the next request was on its way',
  'stale-reuse': 'the client sent a request on a connection that the server had already closed',
  'idle-dropped':
    'something on the path forgot the idle connection and answered the next request with a reset',
  'idle-blackholed': 'something on the path forgot the idle connection and swallowed the next request',
  'idle-reset-delayed':
    'the server side took the request after an idle time, never answered it, and ended the connection later',
  'limit-close': 'the server reached its limit of requests or age while the next request was on its way',
  'response-timeout': "the server side's timer ran out before a response began",
  'client-timeout': 'the client gave up waiting for the response',
  'request-timeout': "the request did not arrive whole before the server's timer ran out",
  'unread-close': 'the server closed with part of the request unread',
  'no-response-close': 'the server closed at once instead of answering',
  'response-aborted': 'the server side broke off in mid-response',
  'client-abort': 'the client broke off in mid-response',
  'server-restart': 'the server ended many connections in one moment',
  'network-loss': 'segments stopped getting through',
  'mtu-blackhole': 'only large segments are lost on the path',
  'injected-reset': 'a device on the path forged the reset',
  'zero-window': 'the receiver stopped reading',
  'tcp-keepalive-failed': 'keep-alive probes were no longer answered',
  'port-reuse': 'a client port was used again while the other side still knew the old connection',
  'half-open': 'the other side no longer knew the connection',
  'idle-close': 'nobody was using them',
  'abortive-close': 'every exchange was complete before the reset',
  'late-data': 'the reset only answered bytes that came after an orderly close',
  unexplained: 'of something that this capture does not show',
};

export function becauseOf(cause: Cause): string {
  return because[cause];
}

const suffered: Record<Harm, string> = {
  none: 'ended without harm',
  'request-lost': 'lost a request',
  'response-truncated': 'got only part of a response',
  'connect-failed': 'could not be opened',
  unknown: 'were cut off',
};

/** The verb of the headline. */
export function whatWasSuffered(harm: Harm, connections: number): string {
  return harm === 'unknown' && connections === 1 ? 'was cut off' : suffered[harm];
}

const actors: Record<Actor, string> = {
  client: 'client side',
  server: 'server side',
  'load-balancer/path': 'load balancer or path',
};

export function actorName(actor: Actor): string {
  return actors[actor];
}

/** A probability in a word, for those who do not think in numbers at 3 a.m. */
export function confidenceText(confidence: number): string {
  const word = confidence >= 0.9 ? 'high' : confidence >= 0.7 ? 'good' : confidence >= 0.5 ? 'fair' : 'low';
  return `${word} (${confidence.toFixed(2)})`;
}
