// Keeps what V8 compiles of the command line while it explains the examples: `node scripts/compile.mjs SCRIPT OUTFILE`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const [path, outfile] = process.argv.slice(2);
const script = new Script(readFileSync(path, 'latin1'), { filename: path });
const examples = fileURLToPath(new URL('../examples/', import.meta.url));
const captures = readdirSync(examples).filter((name) => name.endsWith('.pcap'));

// A run ends the process: here the next one begins, which adds the functions that no other needed.
process.exit = explainNext;
explainNext();

function explainNext() {
  const capture = captures.pop();
  if (capture === undefined) return writeFileSync(outfile, script.createCachedData());
  process.argv = [process.execPath, path, 'explain', `${examples}${capture}`];
  script.runInThisContext()(process.getBuiltinModule, dirname(path));
}
