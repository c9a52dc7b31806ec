/**
 * Where the installed package lies: its version and the pages about causes are read from there.
 * The code runs from dist/whyreset.js, from dist/cli/, and bundled elsewhere by tests.
 */
import { existsSync, readFileSync } from 'node:fs';

/** URL of the package's folder, ending in "/". */
export function packageRoot(): URL {
  let folder = new URL('./', import.meta.url);
  while (!existsSync(new URL('package.json', folder))) {
    const parent = new URL('../', folder);
    if (parent.href === folder.href)
      throw new Error('the installation is incomplete: package.json is missing');
    folder = parent;
  }
  return folder;
}

export function packageVersion(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL('package.json', packageRoot()), 'utf8'),
  );
  return manifest.version;
}
