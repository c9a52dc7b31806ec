/**
 * What to say about an incident and what to do: who acts, one sentence to forward, what to set, how to prove it.
 * One entry a cause; numbers come from the incident, exact setting names from the catalogue (see settings.ts).
 */
import type { HarmfulCause } from '../diagnose/causes.ts';
import type { Actor, Bracket } from './document.ts';

/** What the sentences are filled with. */
export interface Story {
  /** "10.0.3.7:443 (api.example.com)" */
  server: string;
  hurt: number;
  members: number;
  outOf: number;
  idle: Bracket | null;
  wait: Bracket | null;
  requestLimit: number | null;
  age: Bracket | null;
  truncated: number;
  /** The reset came from a box in between. */
  middlebox: boolean;
  /** Where the capture was taken, for "capture on the other side". */
  vantage: 'client' | 'server' | 'between' | 'unknown';
  port: number;
}

export interface Advice {
  act: Actor;
  /** The sentence after "N of M connections to S". */
  happened(story: Story): string;
  /** Settings that both sides have in one form or other; product names are added where recognised. */
  settings(story: Story): AdvisedSetting[];
  proveBy(story: Story): string[];
}

/** One piece of advice, before a product is recognised. */
export interface AdvisedSetting {
  who: Actor;
  setting: string;
  value: string;
  why: string;
  kind: SettingKind;
}

/** What kind of setting to look up in the catalogue for the recognised client or server. */
export type SettingKind =
  | 'client-idle'
  | 'server-idle'
  | 'retry'
  | 'tcp-keepalive'
  | 'response-timeout'
  | 'client-timeout'
  | 'request-timeout'
  | 'request-limit'
  | 'other';

/** The safe client idle time below a bracket: a fifth less, and at least a second where the timer allows it. */
export function safeIdleS(idle: Bracket | null): string {
  const bound = idle?.low ?? idle?.high ?? null;
  if (bound === null) return 'less than the shortest idle timeout on the path';
  const safe = bound > 10 ? Math.floor(bound * 0.8) : Math.max(0.5, Math.round(bound * 1.6) / 2);
  return `${safe} s`;
}

function spanText(bracket: Bracket | null): string {
  if (bracket === null) return 'some time';
  const { low, high } = bracket;
  if (low !== null && high !== null && high - low < Math.max(0.25, high * 0.1))
    return `${figure((low + high) / 2)} s`;
  if (low === null) return `at most ${figure(high ?? 0)} s`;
  return high === null ? `more than ${figure(low)} s` : `${figure(low)} to ${figure(high)} s`;
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2).replace(/\.?0+$/, '');
}

const otherSide = ({ vantage, port }: Story): string => {
  const where = vantage === 'server' ? 'client' : 'server';
  return `capture on the ${where} at the same time: tcpdump -i any -s 0 -w ${where}.pcap 'tcp port ${port}'`;
};

const clientIdle = (story: Story): AdvisedSetting => ({
  who: 'client',
  setting: 'idle timeout of the connection pool',
  value: safeIdleS(story.idle),
  why: 'the side that sends requests must give an idle connection up first, with a margin for jitter and round trip',
  kind: 'client-idle',
});

const retry: AdvisedSetting = {
  who: 'client',
  setting: 'retry on a fresh connection',
  value: 'once, for idempotent requests',
  why: 'a persistent connection may be closed at any time (RFC 9112 section 9.3.1)',
  kind: 'retry',
};

const serverIdle = (story: Story): AdvisedSetting => ({
  who: 'server',
  setting: 'keep-alive (idle) timeout',
  value: `longer than the clients keep idle connections${story.idle === null ? '' : `; it is ${spanText(story.idle)} now`}`,
  why: 'or the other way round: a server that waits longer than its clients never closes under a request',
  kind: 'server-idle',
});

const tcpKeepalive = (story: Story): AdvisedSetting => ({
  who: 'client',
  setting: 'TCP keep-alive interval',
  value: safeIdleS(story.idle),
  why: 'a box that forgets idle flows counts probes as traffic; a server idle timer does not',
  kind: 'tcp-keepalive',
});

export const advice: Record<HarmfulCause | 'unexplained', Advice> = {
  'connection-refused': {
    act: 'server',
    happened: () => 'were refused: nothing listens there, or a firewall rejects',
    settings: () => [],
    proveBy: ({ port }) => [
      `on the server: ss -ltnp 'sport = :${port}'`,
      'compare the TTL of the RST with that of a working port: another TTL is a firewall',
    ],
  },
  'connect-timeout': {
    act: 'load-balancer/path',
    happened: () => 'never came up: the SYNs are not answered (firewall DROP, routing, or host down)',
    settings: () => [],
    proveBy: ({ port }) => [
      `on the server: tcpdump -ni any 'tcp port ${port} and tcp[13]&2!=0' shows whether the SYNs arrive`,
    ],
  },
  'accept-overflow': {
    act: 'server',
    happened: ({ middlebox }) =>
      `were reset right after the handshake, before any byte of the server: ${middlebox ? 'the box in front is out of connections' : 'its accept queue is full'}`,
    settings: () => [
      {
        who: 'server',
        setting: 'listen backlog (and net.core.somaxconn)',
        value: 'larger than the burst of new connections',
        why: 'connections wait there until the application accepts them',
        kind: 'other',
      },
    ],
    proveBy: ({ port }) => [
      'on the server: nstat -az TcpExtListenOverflows TcpExtListenDrops',
      `ss -ltn 'sport = :${port}' (Recv-Q against Send-Q)`,
    ],
  },
  'tls-rejected': {
    act: 'server',
    happened: () => 'ended during the TLS handshake',
    settings: () => [],
    proveBy: () => [
      'openssl s_client -connect HOST:PORT -servername NAME (add -cert/-key, -tls1_2, -alpn h2 as the client does)',
    ],
  },
  'protocol-mismatch': {
    act: 'client',
    happened: () => 'failed because the two sides speak different protocols',
    settings: () => [
      {
        who: 'client',
        setting: 'URL scheme or port',
        value: 'the protocol that this port speaks',
        why: 'plaintext and TLS (or HTTP/1 and HTTP/2) were mixed up',
        kind: 'other',
      },
    ],
    proveBy: () => ['curl -v http://HOST:PORT/ and curl -vk https://HOST:PORT/ : one of them works'],
  },
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
  'network-loss': {
    act: 'load-balancer/path',
    happened: () => 'lost contact: segments were sent again and again and never acknowledged',
    settings: () => [],
    proveBy: (story) => [
      otherSide(story),
      'what leaves one host and does not reach the other is lost between them',
    ],
  },
  'mtu-blackhole': {
    act: 'load-balancer/path',
    happened: () => 'hang because segments above a size are lost on the path (path MTU discovery is broken)',
    settings: () => [
      {
        who: 'load-balancer/path',
        setting: 'let ICMP "fragmentation needed"/"packet too big" through, or clamp the MSS',
        value: 'to the path MTU minus 40 (IPv4) or 60 (IPv6)',
        why: 'the sender is never told to send smaller segments',
        kind: 'other',
      },
      {
        who: 'server',
        setting: 'net.ipv4.tcp_mtu_probing',
        value: '1',
        why: 'lets TCP find the size by itself (RFC 4821)',
        kind: 'other',
      },
    ],
    proveBy: () => ['ping -M do -s 1472 HOST, then smaller until it answers'],
  },
  'injected-reset': {
    act: 'load-balancer/path',
    happened: () => 'were reset by a box on the path that speaks in the name of the other side',
    settings: () => [
      {
        who: 'load-balancer/path',
        setting: 'policy of the firewall, IPS or proxy on the path',
        value: 'allow this traffic, or answer with an error page',
        why: 'neither endpoint sent this RST',
        kind: 'other',
      },
    ],
    proveBy: (story) => [otherSide(story), 'the alleged sender did not send it'],
  },
  'zero-window': {
    act: 'client',
    happened: () => 'stalled because the receiver stopped reading: its window stays closed',
    settings: () => [],
    proveBy: () => ['on the receiver: ss -tm shows a full receive queue; is the process stopped or blocked?'],
  },
  'tcp-keepalive-failed': {
    act: 'load-balancer/path',
    happened: () =>
      'were given up because keep-alive probes went unanswered: the peer or the path went away while idle',
    settings: (story) => [tcpKeepalive(story)],
    proveBy: (story) => [otherSide(story)],
  },
  'port-reuse': {
    act: 'client',
    happened: () => 'met the state of an older connection with the same ports',
    settings: () => [
      {
        who: 'client',
        setting: 'net.ipv4.ip_local_port_range, connection reuse',
        value: 'more ports, or fewer new connections',
        why: 'ports come round again while the peer still holds the old connection',
        kind: 'other',
      },
    ],
    proveBy: () => ['look for the older connection on the same four-tuple (previous stream)'],
  },
  'half-open': {
    act: 'load-balancer/path',
    happened: () =>
      'were reset in mid-use because the other side had forgotten them: a reboot, or a failover without state',
    settings: () => [retry],
    proveBy: (story) => [
      'failover and restart events of the load balancer, firewall or host at this moment',
      otherSide(story),
    ],
  },
  unexplained: {
    act: 'server',
    happened: () => 'ended badly, and the capture does not tell why',
    settings: () => [],
    proveBy: (story) => [otherSide(story)],
  },
};
