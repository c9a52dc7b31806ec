/**
 * What YAML, JSON and TOML have in common: maps, lists and scalars, each with its place in the file. Scalars stay
 * text: whether `60` is seconds or milliseconds is for the product's reader to say.
 */

export interface ScalarTree {
  kind: 'scalar';
  /** From 1. */
  line: number;
  text: string;
  /** Quoted in the source, so never a number or a boolean. */
  quoted: boolean;
}

export interface MapTree {
  kind: 'map';
  line: number;
  entries: Map<string, Tree>;
}

export interface ListTree {
  kind: 'list';
  line: number;
  items: Tree[];
}

export type Tree = ScalarTree | MapTree | ListTree;

/** The node at the end of a path of keys; digits select an item of a list. */
export function at(tree: Tree | undefined, ...path: readonly string[]): Tree | undefined {
  let node = tree;
  for (const key of path) {
    if (node?.kind === 'map') node = node.entries.get(key);
    else if (node?.kind === 'list') node = node.items[Number(key)];
    else return undefined;
  }
  return node;
}

/** The scalar there, unless it is empty or `null`. */
export function scalarAt(tree: Tree | undefined, ...path: readonly string[]): ScalarTree | undefined {
  const node = at(tree, ...path);
  if (node?.kind !== 'scalar') return undefined;
  return !node.quoted && /^(?:|~|null)$/i.test(node.text) ? undefined : node;
}

export function textAt(tree: Tree | undefined, ...path: readonly string[]): string | undefined {
  return scalarAt(tree, ...path)?.text;
}

export function itemsAt(tree: Tree | undefined, ...path: readonly string[]): readonly Tree[] {
  const node = at(tree, ...path);
  return node?.kind === 'list' ? node.items : [];
}

export function entriesAt(
  tree: Tree | undefined,
  ...path: readonly string[]
): readonly (readonly [string, Tree])[] {
  const node = at(tree, ...path);
  return node?.kind === 'map' ? [...node.entries] : [];
}

/** Every map below a node, itself included, once each: aliases share their nodes. */
export function* mapsIn(tree: Tree | undefined): Generator<MapTree> {
  const seen = new Set<Tree>();
  const waiting: Tree[] = tree === undefined ? [] : [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node) || node.kind === 'scalar') continue;
    seen.add(node);
    if (node.kind === 'map') yield node;
    const children = node.kind === 'map' ? [...node.entries.values()] : node.items;
    for (let index = children.length - 1; index >= 0; index -= 1) waiting.push(children[index] as Tree);
  }
}
