/**
 * Which hop sends requests to which: an upstream's address is looked for among the addresses and names at which the
 * others are reached. From the links follow the chains.
 */
import type { Endpoint, Hop } from './model.ts';

/** A chain is a path from a hop that nobody sends to. Where ways fork and fork again, not all of them are followed. */
const mostChainsPerStart = 100;
const mostChains = 10_000;
const longestChain = 20;

export function chainsOf(hops: readonly Hop[]): Hop[][] {
  const index = indexOf(hops);
  const next = new Map(hops.map((hop) => [hop, targetsOf(hop, index)]));
  const reached = new Set([...next.values()].flat());
  const starts = hops.filter((hop) => !reached.has(hop));
  // Hops that send in a circle have no start: any will do.
  const chains = (starts.length > 0 ? starts : hops.slice(0, 1)).flatMap((start) => chainsFrom(start, next));
  return chains.slice(0, mostChains);
}

function chainsFrom(start: Hop, next: ReadonlyMap<Hop, readonly Hop[]>): Hop[][] {
  const chains: Hop[][] = [];
  const walk = (chain: readonly Hop[], last: Hop): void => {
    if (chains.length >= mostChainsPerStart) return;
    const targets = (next.get(last) ?? []).filter((target) => !chain.includes(target));
    if (targets.length === 0 || chain.length >= longestChain) chains.push([...chain]);
    else for (const target of targets) walk([...chain, target], target);
  };
  walk([start], start);
  return chains;
}

interface Listener {
  hop: Hop;
  port: number | undefined;
}

interface Index {
  byName: Map<string, Listener[]>;
  /** Of those that do not say at which host they are. */
  byPort: Map<number, Hop[]>;
}

function indexOf(hops: readonly Hop[]): Index {
  const index: Index = { byName: new Map(), byPort: new Map() };
  for (const hop of hops) {
    for (const { host, port } of hop.listens) {
      if (host !== undefined) add(index.byName, host.toLowerCase(), { hop, port });
      else if (port !== undefined) add(index.byPort, port, hop);
    }
  }
  return index;
}

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function targetsOf(hop: Hop, index: Index): Hop[] {
  const named = hop.upstreams.flatMap((upstream) => namedBy(upstream, index));
  const found = named.length > 0 ? named : hop.upstreams.flatMap(({ port }) => atPort(port, hop, index));
  return nearest(
    hop,
    [...new Set(found)].filter((target) => target !== hop),
  );
}

/** A repository holds staging/ and production/ with the same names: the files closest to the hop's own are meant. */
function nearest(hop: Hop, targets: readonly Hop[]): Hop[] {
  const depths = targets.map((target) => commonFolders(hop.place?.file ?? '', target.place?.file ?? ''));
  const most = Math.max(...depths);
  return targets.filter((_, index) => depths[index] === most);
}

function commonFolders(a: string, b: string): number {
  const [left, right] = [a.split('/').slice(0, -1), b.split('/').slice(0, -1)];
  let depth = 0;
  while (depth < left.length && left[depth] === right[depth]) depth += 1;
  return depth;
}

/** The address or the name is the other's own. */
function namedBy({ host, port }: Endpoint, { byName }: Index): Hop[] {
  if (host === undefined) return [];
  const listeners = hostNames(host).flatMap((name) => byName.get(name) ?? []);
  const fitting = listeners.filter(
    (one) => port === undefined || one.port === undefined || one.port === port,
  );
  return fitting.map((one) => one.hop);
}

/** A Kubernetes service is reached as "app", "app.shop" and "app.shop.svc.cluster.local". */
function hostNames(host: string): string[] {
  const lower = host.toLowerCase();
  const service = /^([^.]{1,253})\.[^.]{1,253}(?:\.svc(?:\..*)?)?$/.exec(lower)?.[1];
  return service === undefined || /^\d+$/.test(service) ? [lower] : [lower, service];
}

/** Nothing tells which host the other is on, but only one file speaks of that port. */
function atPort(port: number | undefined, hop: Hop, { byPort }: Index): readonly Hop[] {
  const others = (port === undefined ? undefined : byPort.get(port)) ?? [];
  const [first] = others;
  // Server blocks of one proxy hardly ever send to each other by port alone.
  if (first === undefined || (first.product === hop.product && isSameFile(first, hop))) return [];
  return others.every((other) => isSameFile(first, other)) ? others : [];
}

function isSameFile(a: Hop, b: Hop): boolean {
  return a.place?.file === b.place?.file;
}

/** "app:3000", "*:80". */
export function endpointText({ host = '*', port }: Endpoint): string {
  return port === undefined ? host : `${host}:${port}`;
}
