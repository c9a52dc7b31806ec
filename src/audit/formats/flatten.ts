/** A tree as dotted keys, as Spring and Traefik name settings: `server.tomcat.keep-alive-timeout`, `routes[0].uri`. */
import type { ScalarTree, Tree } from './tree.ts';

/** More entries than a configuration has; aliases could multiply them. */
const maxEntries = 20_000;

export interface FlatEntry {
  key: string;
  scalar: ScalarTree;
}

export function flatten(tree: Tree): FlatEntry[] {
  const entries: FlatEntry[] = [];
  const visit = (node: Tree, key: string): void => {
    if (entries.length >= maxEntries) return;
    if (node.kind === 'scalar') entries.push({ key, scalar: node });
    else if (node.kind === 'list')
      for (const [index, item] of node.items.entries()) visit(item, `${key}[${index}]`);
    else for (const [name, child] of node.entries) visit(child, key === '' ? name : `${key}.${name}`);
  };
  visit(tree, '');
  return entries;
}
