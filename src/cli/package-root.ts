/**
 * Where the installed package lies: the pages about causes are read from there.
 * The code runs from dist/whyreset.js, from dist/cli/, and bundled elsewhere by tests.
 */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Of package.json, written into the script when it is bundled (scripts/bundle.mjs): no start has to look for that file. */
declare const PACKAGE_VERSION: string;

/** URL of the package's folder, ending in "/". */
export function packageRoot(): URL {
  let folder = pathToFileURL(`${import.meta.dirname}/`);
  while (!existsSync(new URL('docs/causes/', folder))) {
    const parent = new URL('../', folder);
    if (parent.href === folder.href)
      throw new Error('the installation is incomplete: docs/causes is missing');
    folder = parent;
  }
  return folder;
}

export function packageVersion(): string {
  return PACKAGE_VERSION;
}
