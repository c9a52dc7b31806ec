/** The built page, from the package. */
import { readFileSync } from 'node:fs';
import { packageRoot } from './package-root.ts';

export function readPage(): string {
  return readFileSync(new URL('dist/page.html', packageRoot()), 'utf8');
}
