/** Files in, document out: a chain file says the order; without one it follows from who sends to whom. */
import { audit } from './audit.ts';
import { isChainFile, readChain } from './chain/chain-file.ts';
import { chainHops, type Measured } from './chain/chain-hops.ts';
import type { AuditDocument } from './document.ts';
import type { TextOf } from './fixes.ts';
import { chainsOf } from './links.ts';
import type { AuditWarning, Hop } from './model.ts';
import { readConfigs } from './read-configs.ts';
import type { ConfigFile, FileSet } from './reader.ts';

export interface AuditFiles {
  files: readonly ConfigFile[];
  /** Paths as they were given: an order of last resort. */
  paths: readonly string[];
  set: FileSet;
  textOf: TextOf;
  /** Of hops that a chain file wants probed. */
  measured?: Measured;
  /** About reading the files. */
  warnings: readonly AuditWarning[];
}

/** Undefined where no file is a configuration that is known. */
export function auditFiles({
  files,
  paths,
  set,
  textOf,
  warnings,
  measured = new Map(),
}: AuditFiles): AuditDocument | undefined {
  const chainFile = chainFileAmong(files, paths);
  if (chainFile !== undefined) {
    const chain = chainHops(readChain(chainFile), set, measured);
    return audit({ ...chain, warnings: [...warnings, ...chain.warnings], textOf });
  }
  const reading = readConfigs(files, set);
  if (reading.hops.length === 0 && reading.warnings.length === 0) return undefined;
  const order = givenOrder(reading.hops, paths);
  const assumed = order === undefined ? [] : [orderAssumed(order)];
  return audit({
    hops: reading.hops,
    ...(order !== undefined && { order: [order] }),
    warnings: [...warnings, ...reading.warnings, ...assumed],
    textOf,
  });
}

/** One that was named, or the chain.yaml of a directory that was; those further down belong to something else. */
export function chainFileAmong(
  files: readonly ConfigFile[],
  paths: readonly string[],
): ConfigFile | undefined {
  const named = new Set(
    paths.flatMap((path) => {
      const folder = path.replace(/\/+$/, '').replace(/^\.$/, '');
      const inside = ['chain.yaml', 'chain.yml'].map((name) => (folder === '' ? name : `${folder}/${name}`));
      return [path, ...inside];
    }),
  );
  return files.find((file) => named.has(file.path) && isChainFile(file));
}

/** Files named one by one, one hop in each, and no address tells who sends to whom: in the order as given. */
function givenOrder(hops: readonly Hop[], paths: readonly string[]): Hop[] | undefined {
  if (paths.length < 2 || chainsOf(hops).some((chain) => chain.length > 1)) return undefined;
  const order = paths.flatMap((path) => hops.filter(({ place }) => place?.file === path));
  return order.length === paths.length && hops.length === paths.length ? order : undefined;
}

function orderAssumed(order: readonly Hop[]): AuditWarning {
  const names = order.map(({ name }) => name).join(' → ');
  const message = `no address tells who sends to whom, so the files are taken in the order given: ${names}; a chain file says it for certain`;
  return { file: order[0]?.place?.file ?? '', message };
}
