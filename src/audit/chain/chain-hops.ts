/**
 * From a chain file's entries to hops: what their configuration files say, overlaid with the values that are given. A
 * file that describes several ways through one product becomes those that lead on to the next entry.
 */

import { productById } from '../../catalog/facts.ts';
import type { AuditWarning, Endpoint, Hop, Settings } from '../model.ts';
import { readConfigs } from '../read-configs.ts';
import type { ConfigFile, FileSet } from '../reader.ts';
import { readers } from '../readers.ts';
import type { Chain, ChainEntry } from './chain-file.ts';

/** What a live server showed, by the name of its hop. */
export type Measured = ReadonlyMap<string, Settings>;

export interface ChainHops {
  hops: Hop[];
  order: Hop[][];
  warnings: AuditWarning[];
}

const mostOrders = 200;

export function chainHops(chain: Chain, set: FileSet, measured: Measured): ChainHops {
  const warnings = [...chain.warnings];
  const drafts = chain.entries.map((entry) => draftsOf(entry, { set, warnings }));
  const chosen = drafts.map((candidates, index) =>
    chooseWays(candidates, drafts[index - 1], drafts[index + 1]),
  );
  const variants = chain.entries.map((entry, index) =>
    overlaid(entry, chosen[index] ?? [], measured.get(entry.name)),
  );
  let order: Hop[][] = [[]];
  for (const ways of variants)
    order = order.flatMap((head) => ways.map((way) => [...head, way])).slice(0, mostOrders);
  return { hops: variants.flat(), order: chain.entries.length === 0 ? [] : order, warnings };
}

interface Around {
  set: FileSet;
  warnings: AuditWarning[];
}

function draftsOf(entry: ChainEntry, { set, warnings }: Around): Hop[] {
  const { product, version, place } = entry;
  if (product !== undefined && productById(product) === undefined)
    warnings.push({
      ...place,
      message: `"${product.slice(0, 60)}" is not in the catalogue: its defaults are not known`,
    });
  const files = entry.config.flatMap((pattern) => {
    const found = set.named(pattern, place.file);
    if (found.length === 0) warnings.push({ ...place, message: `there is no file ${pattern}` });
    return [...found];
  });
  if (files.length === 0) return [];
  const reading = readAs(files, product, { set, ...(version !== undefined && { version }) });
  warnings.push(...reading.warnings);
  const fitting = hopsOf(reading.hops, product);
  if (fitting.length === 0)
    warnings.push({
      ...place,
      message: `no ${product ?? 'product'} was found in ${entry.config.join(', ')}`,
    });
  return fitting;
}

/** Libraries and frameworks are said to be what they run on. */
const kin: Readonly<Record<string, readonly string[]>> = {
  node: ['fastify', 'nextjs', 'node-http-agent', 'agentkeepalive', 'undici', 'axios'],
};

/** Those of the product; else what is akin to it, or says what it is set to and not what it is. */
function hopsOf(hops: readonly Hop[], product: string | undefined): Hop[] {
  if (product === undefined) return [...hops];
  const own = hops.filter((hop) => hop.product === product);
  if (own.length > 0) return own;
  const related = Object.hasOwn(kin, product) ? (kin[product] ?? []) : [];
  return hops
    .filter((hop) => hop.product === 'unknown' || related.includes(hop.product))
    .map((hop) => (hop.product === 'unknown' ? { ...hop, product } : hop));
}

/** A file may have any name where the entry says what it is. */
function readAs(
  files: readonly ConfigFile[],
  product: string | undefined,
  context: { set: FileSet; version?: string },
) {
  const reading = readConfigs(files, context.set, context.version);
  const reader = readers.find((candidate) => candidate.product === product);
  return reading.hops.length > 0 || reader === undefined ? reading : reader.read(files, context);
}

/** The ways that lead to the next entry, else those that the one before leads to, else all. */
function chooseWays(
  ways: readonly Hop[],
  before: readonly Hop[] | undefined,
  after: readonly Hop[] | undefined,
): readonly Hop[] {
  if (ways.length < 2) return ways;
  const targets = (after ?? []).flatMap(({ listens }) => listens);
  const leading = ways.filter(({ upstreams }) =>
    upstreams.some((one) => targets.some((other) => meets(one, other))),
  );
  if (leading.length > 0) return leading;
  const sources = (before ?? []).flatMap(({ upstreams }) => upstreams);
  const reached = ways.filter(({ listens }) =>
    listens.some((one) => sources.some((other) => meets(other, one))),
  );
  if (reached.length > 0) return reached;
  const sending = ways.filter(({ upstreams }) => upstreams.length > 0);
  return after !== undefined && sending.length > 0 ? sending : ways;
}

function meets(upstream: Endpoint, listen: Endpoint): boolean {
  const ports = upstream.port === undefined || listen.port === undefined || upstream.port === listen.port;
  return ports && (listen.host === undefined ? listen.port !== undefined : listen.host === upstream.host);
}

/** What somebody says wins over what was measured, and that over what is configured. */
function overlaid(entry: ChainEntry, ways: readonly Hop[], measured: Settings = {}): Hop[] {
  const { name, place, product = 'unknown', version, rttMs } = entry;
  const none: Hop = { name, product, place, listens: [], upstreams: [], asServer: {}, asClient: {} };
  const all = ways.length > 0 ? ways : [none];
  return all.map((way) => ({
    ...way,
    name: all.length > 1 ? `${name} ${way.name}` : name,
    ...(version !== undefined && { version }),
    ...(rttMs !== undefined && { rttMs }),
    asServer: { ...way.asServer, ...measured, ...entry.asServer },
    asClient: { ...way.asClient, ...entry.asClient },
  }));
}
