/** A set of files that are all at hand: the tests', the browser's, and the files of a dump. */
import { globMatcher } from './glob.ts';
import type { ConfigFile, FileSet } from './reader.ts';

export function memoryFileSet(files: readonly ConfigFile[]): FileSet {
  const find = (pattern: string, base: string): ConfigFile[] => {
    const folder = base.slice(0, base.lastIndexOf('/') + 1);
    const path = pattern.startsWith('/') ? pattern : `${folder}${pattern}`;
    const matches = globMatcher(path.replace(/^\.\//, ''));
    return files.filter((file) => matches(file.path));
  };
  return { include: find, named: find };
}
