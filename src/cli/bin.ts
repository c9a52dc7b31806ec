#!/usr/bin/env node
/**
 * The installed program. All code lies beside this file as one script, and beside that what V8 compiled of it when it was
 * built: taking that up is a third of compiling it anew. V8 refuses what another version of it compiled, and compiles.
 *
 * It is a CommonJS module: starting Node's loader of ES modules takes 4 ms, and importing `node:fs` there 2 more.
 */
import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';

const path = import.meta.filename.replace(/\.js$/, '.cjs');
// The script is ASCII: as Latin-1 it is taken as it is.
const script = new Script(readFileSync(path, 'latin1'), { filename: path, cachedData: compiled() });
// The script is a function of these two (scripts/bundle.mjs); it requires nothing but Node's own modules.
script.runInThisContext()(process.getBuiltinModule, import.meta.dirname);

/** What V8 compiled when the script was built, if it is there. */
function compiled(): Buffer | undefined {
  try {
    return readFileSync(`${path}.compiled`);
  } catch {
    return undefined;
  }
}
