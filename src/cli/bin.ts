#!/usr/bin/env node
/**
 * The installed program. All code lies beside this file as one script, and beside that what V8 compiled of it when it was
 * built: taking that up is a third of compiling it anew. V8 refuses what another version of it compiled, and compiles.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const path = fileURLToPath(import.meta.url).replace(/\.js$/, '.cjs');
const compiled = `${path}.compiled`;
const script = new Script(readFileSync(path, 'utf8'), {
  filename: path,
  ...(existsSync(compiled) && { cachedData: readFileSync(compiled) }),
});
// The script is a function of these two (scripts/bundle.mjs); it requires nothing but Node's own modules.
script.runInThisContext()(process.getBuiltinModule, import.meta.url);
