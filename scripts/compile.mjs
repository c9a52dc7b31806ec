// Keeps what V8 compiles of the command line while it explains a capture: `node scripts/compile.mjs SCRIPT OUTFILE`.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const [path, outfile] = process.argv.slice(2);
const script = new Script(readFileSync(path, 'latin1'), { filename: path });
const capture = fileURLToPath(new URL('../examples/keepalive-race.pcap', import.meta.url));
process.argv = [process.execPath, path, 'explain', capture];
script.runInThisContext()(process.getBuiltinModule, dirname(path));
process.on('exit', () => writeFileSync(outfile, script.createCachedData()));
