/** Advice of what happened on the way. */
import { otherSide, retry, tcpKeepalive } from './pieces.ts';
import type { Advice } from './story.ts';

type Own =
  | 'network-loss'
  | 'mtu-blackhole'
  | 'injected-reset'
  | 'zero-window'
  | 'tcp-keepalive-failed'
  | 'port-reuse'
  | 'half-open';

export const path: Record<Own, Advice> = {
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
};
