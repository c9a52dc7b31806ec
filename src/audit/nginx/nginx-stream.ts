/** nginx's `stream`: forwards TCP and knows nothing of requests, so that its timeout is that of a box in between. */
import type { Hop, Settings } from '../model.ts';
import { durationIn, inScope, type Lookup, type Scope, settingOf } from './nginx-scope.ts';
import type { Directive } from './nginx-tree.ts';
import { endpoint, listenAddress, type Upstream } from './nginx-upstream.ts';

/** Two hours, unless the operating system says otherwise. */
const linuxTcpKeepAliveS = 7200;

export interface StreamHop {
  server: Directive;
  scope: Scope;
  upstreams: ReadonlyMap<string, Upstream>;
  warnings: Lookup['warnings'];
  name: string;
}

/** Undefined for a server that forwards nothing, or UDP. */
export function streamHop({ server, scope, upstreams, warnings, name }: StreamHop): Hop | undefined {
  const pass = inScope(scope, 'proxy_pass');
  const [target] = pass?.args ?? [];
  const isUdp = (server.block ?? []).some((one) => one.name === 'listen' && one.args.includes('udp'));
  if (target === undefined || isUdp) return undefined;
  const lookup: Lookup = { scope, warnings };
  const servers = upstreams.get(target)?.block.filter((directive) => directive.name === 'server') ?? [];
  const addresses = servers.length > 0 ? servers.map(({ args }) => args[0] ?? '') : [target];
  const idle = durationIn(lookup, 'proxy_timeout');
  const connect = durationIn(lookup, 'proxy_connect_timeout');
  const flow: Settings = idle === undefined ? { flowIdleTimeoutS: byDefault } : { flowIdleTimeoutS: idle };
  return {
    name,
    product: 'nginx',
    place: server.place,
    listens: (server.block ?? [])
      .filter((one) => one.name === 'listen')
      .map(({ args }) => listenAddress(args[0] ?? '')),
    upstreams: addresses.map((address) => endpoint(address)),
    asServer: flow,
    asClient: { ...flow, ...(connect && { connectTimeoutS: connect }), ...probes(lookup) },
  };
}

/** The default of the http side would be another one. */
const byDefault = { value: 600, from: 'default', name: 'stream proxy_timeout' } as const;

function probes({ scope }: Lookup): Settings {
  const directive = inScope(scope, 'proxy_socket_keepalive');
  return directive?.args[0] === 'on'
    ? { tcpKeepAliveS: settingOf(directive, linuxTcpKeepAliveS, 'word') }
    : {};
}
