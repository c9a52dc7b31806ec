/** Advice of requests and responses that were cut. */
import { otherSide, retry, spanText } from './pieces.ts';
import type { Advice } from './story.ts';

type Own =
  | 'response-timeout'
  | 'client-timeout'
  | 'request-timeout'
  | 'unread-close'
  | 'no-response-close'
  | 'response-aborted'
  | 'client-abort'
  | 'server-restart';

export const exchange: Record<Own, Advice> = {
  'response-timeout': {
    act: 'server',
    happened: ({ wait }) => `got no response: the server side ends slow requests after ${spanText(wait)}`,
    settings: (story) => [
      {
        who: 'server',
        setting: 'response (read) timeout of the proxy or load balancer',
        value: `longer than these requests need; it is ${spanText(story.wait)} now`,
        why: 'the request was complete and acknowledged: a timer ended it',
        kind: 'response-timeout',
      },
    ],
    proveBy: () => ['time the same request on the backend itself'],
  },
  'client-timeout': {
    act: 'client',
    happened: ({ wait }) => `were given up by the client after ${spanText(wait)} without a response byte`,
    settings: (story) => [
      {
        who: 'client',
        setting: 'response (read) timeout',
        value: `longer than these requests need; it is ${spanText(story.wait)} now`,
        why: 'the request was delivered: the server was still working on it',
        kind: 'client-timeout',
      },
    ],
    proveBy: () => ["the wait equals the client's configured timeout; time the same request on the server"],
  },
  'request-timeout': {
    act: 'client',
    happened: ({ wait }) =>
      `were ended by the server after ${spanText(wait)} because the request never became complete`,
    settings: () => [
      {
        who: 'server',
        setting: 'header and body read timeouts',
        value: 'longer than the slowest honest client needs',
        why: 'a request that trickles in is cut at that time',
        kind: 'request-timeout',
      },
    ],
    proveBy: () => ['on the client: why does it stop in the middle of a request?'],
  },
  'unread-close': {
    act: 'server',
    happened: () =>
      'were closed by the server with request bytes unread, which turns its close into RST and can destroy its own response on the way',
    settings: () => [
      {
        who: 'server',
        setting: 'lingering close, or read the body before closing',
        value: 'on',
        why: 'RFC 9112 section 9.6: close in stages',
        kind: 'other',
      },
      {
        who: 'client',
        setting: 'Expect: 100-continue for large uploads',
        value: 'on',
        why: 'the refusal then comes before the body is sent',
        kind: 'other',
      },
    ],
    proveBy: (story) => [otherSide(story), 'curl -v -T bigfile URL shows the early answer'],
  },
  'no-response-close': {
    act: 'server',
    happened: () => 'were closed at once after a complete request, without a response byte',
    settings: () => [retry],
    proveBy: () => ["the server's log at these moments: crash, worker exit, a rule that drops the request"],
  },
  'response-aborted': {
    act: 'server',
    happened: () => 'had their response broken off by the server side',
    settings: () => [],
    proveBy: () => ["the server's log at these moments: crash, kill, upstream failure, write timeout"],
  },
  'client-abort': {
    act: 'client',
    happened: () => 'were ended by the client in mid-response',
    settings: () => [],
    proveBy: () => ['on the client: user cancelled, or a total-time or size limit'],
  },
  'server-restart': {
    act: 'server',
    happened: () => 'ended together: the server restarted, crashed or failed over',
    settings: () => [
      {
        who: 'server',
        setting: 'graceful shutdown (stop accepting, finish requests, then close)',
        value: 'longer than the longest request',
        why: 'exchanges were cut in the middle',
        kind: 'other',
      },
      retry,
    ],
    proveBy: () => ["the server's log, or the orchestrator's events, at this moment"],
  },
};
