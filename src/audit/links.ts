/**
 * Which hop sends requests to which: an upstream's address is looked for among the addresses and names at which the
 * others are reached. From the links follow the chains.
 */
import type { Endpoint, Hop } from './model.ts';

/** A chain is a path from a hop that nobody sends to; more of them than this are not drawn apart. */
const mostChains = 200;
const longestChain = 20;

export function chainsOf(hops: readonly Hop[]): Hop[][] {
  const next = new Map(hops.map((hop) => [hop, targetsOf(hop, hops)]));
  const reached = new Set([...next.values()].flat());
  const starts = hops.filter((hop) => !reached.has(hop));
  const chains: Hop[][] = [];
  const walk = (chain: Hop[]): void => {
    const targets = (next.get(chain.at(-1) as Hop) ?? []).filter((target) => !chain.includes(target));
    if (chains.length >= mostChains) return;
    if (targets.length === 0 || chain.length >= longestChain) chains.push(chain);
    else for (const target of targets) walk([...chain, target]);
  };
  // Hops that send in a circle have no start: any will do.
  for (const start of starts.length > 0 ? starts : hops.slice(0, 1)) walk([start]);
  return chains;
}

function targetsOf(hop: Hop, hops: readonly Hop[]): Hop[] {
  const others = hops.filter((other) => other !== hop);
  const byName = others.filter((other) => hop.upstreams.some((upstream) => isNamed(upstream, other)));
  if (byName.length > 0) return byName;
  return others.filter(
    (other) => !isSameFile(hop, other) && hop.upstreams.some((upstream) => hasPort(upstream, other)),
  );
}

/** The address or the name is the other's own. */
function isNamed({ host, port }: Endpoint, { listens }: Hop): boolean {
  if (host === undefined) return false;
  const names = hostNames(host);
  return listens.some(
    (listen) =>
      listen.host !== undefined &&
      names.includes(listen.host.toLowerCase()) &&
      (port === undefined || listen.port === undefined || port === listen.port),
  );
}

/** A Kubernetes service is reached as "app", "app.shop" and "app.shop.svc.cluster.local". */
function hostNames(host: string): string[] {
  const lower = host.toLowerCase();
  const service = /^([^.]+)\.[^.]+(?:\.svc(?:\..*)?)?$/.exec(lower)?.[1];
  return service === undefined || /^\d+$/.test(service) ? [lower] : [lower, service];
}

/** Nothing tells which host the other is on, and it listens at that port. */
function hasPort({ port }: Endpoint, { listens }: Hop): boolean {
  return port !== undefined && listens.some((listen) => listen.host === undefined && listen.port === port);
}

/** Server blocks of one proxy hardly ever send to each other by port alone. */
function isSameFile(a: Hop, b: Hop): boolean {
  return a.product === b.product && a.place?.file === b.place?.file;
}

/** "app:3000", "*:80". */
export function endpointText({ host = '*', port }: Endpoint): string {
  return port === undefined ? host : `${host}:${port}`;
}
