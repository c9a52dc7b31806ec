/** Advice of connections that were reused after an idle time, or for too long. */
import { clientIdle, otherSide, retry, serverIdle, spanText, tcpKeepalive } from './pieces.ts';
import type { Advice } from './story.ts';

type Own =
  | 'keepalive-race'
  | 'stale-reuse'
  | 'idle-dropped'
  | 'idle-blackholed'
  | 'idle-reset-delayed'
  | 'limit-close';

export const idleReuse: Record<Own, Advice> = {
  'keepalive-race': {
    act: 'client',
    happened: ({ idle }) =>
      `lost a request to a keep-alive race: the server closes idle connections after ${spanText(idle)}, and the client reused one at that moment`,
    settings: (story) => [clientIdle(story), serverIdle(story), retry],
    proveBy: (story) => [
      otherSide(story),
      'the FIN acknowledges none of the request, the request does not acknowledge the FIN: compare the two acknowledgment numbers',
    ],
  },
  'stale-reuse': {
    act: 'client',
    happened: ({ idle }) =>
      `lost a request that was sent on a connection already closed by the server (idle timeout ${spanText(idle)}): the client's pool does not watch its idle connections`,
    settings: (story) => [
      clientIdle(story),
      {
        who: 'client',
        setting: 'check idle connections before use',
        value: 'on',
        why: 'the FIN had been received and acknowledged long before',
        kind: 'client-idle',
      },
      retry,
    ],
    proveBy: () => ["the request acknowledges the server's FIN: the client's kernel knew"],
  },
  'idle-dropped': {
    act: 'load-balancer/path',
    happened: ({ idle }) =>
      `lost a request because a box on the path forgets idle flows (after ${spanText(idle)}) and answers the next packet with RST`,
    settings: (story) => [
      clientIdle(story),
      tcpKeepalive(story),
      {
        who: 'load-balancer/path',
        setting: 'idle timeout of flows (NLB, NAT, firewall, conntrack)',
        value: 'longer than both ends keep idle connections',
        why: 'no FIN tells either end that the flow is gone',
        kind: 'other',
      },
    ],
    proveBy: (story) => [otherSide(story), 'the server neither closed the connection nor sent this RST'],
  },
  'idle-blackholed': {
    act: 'load-balancer/path',
    happened: ({ idle }) =>
      `hang because a box on the path forgets idle flows (after ${spanText(idle)}) and drops what follows silently`,
    settings: (story) => [
      clientIdle(story),
      tcpKeepalive(story),
      {
        who: 'load-balancer/path',
        setting: 'idle timeout of flows, or RST on unknown flows',
        value: 'longer than both ends keep idle connections',
        why: 'a silent drop costs the client its whole timeout',
        kind: 'other',
      },
    ],
    proveBy: (story) => [otherSide(story), 'the request does not arrive there, while fresh connections work'],
  },
  'idle-reset-delayed': {
    act: 'server',
    happened: ({ idle, wait }) =>
      `lost a request that was acknowledged and never answered: after ${spanText(idle)} idle something behind the server's socket was gone, and it gave up ${spanText(wait)} later`,
    settings: (story) => [
      {
        who: 'server',
        setting: "the proxy's own timeout towards its next hop (and TCP keep-alive on that leg)",
        value: 'shorter than what lies behind it keeps idle flows',
        why: 'the socket acknowledged the request, so it was alive: its next hop was not',
        kind: 'other',
      },
      clientIdle(story),
    ],
    proveBy: (story) => [
      otherSide(story),
      'send the same request on a fresh connection: it is answered at once',
    ],
  },
  'limit-close': {
    act: 'server',
    happened: ({ requestLimit, age }) =>
      requestLimit !== null
        ? `lost a request because the connection is closed after ${requestLimit} requests, without "Connection: close"`
        : `lost a request because connections are ended at an age of ${spanText(age)}`,
    settings: ({ requestLimit }) => [
      {
        who: 'server',
        setting: requestLimit !== null ? 'requests per connection' : 'maximum connection age',
        value: 'announce the end with "Connection: close" on the last response, or raise it',
        why: 'a close that is not announced crosses the next request',
        kind: 'request-limit',
      },
      retry,
    ],
    proveBy: ({ requestLimit }) => [
      requestLimit !== null
        ? `send ${requestLimit + 1} requests on one connection`
        : 'keep one connection busy for longer than that age',
    ],
  },
};
