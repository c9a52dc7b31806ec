/** Advice of connections that never came to carry a request. */
import type { Advice } from './story.ts';

type Own =
  | 'connection-refused'
  | 'connect-timeout'
  | 'accept-overflow'
  | 'tls-rejected'
  | 'protocol-mismatch';

export const connecting: Record<Own, Advice> = {
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
};
