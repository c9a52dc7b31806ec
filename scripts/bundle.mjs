// The command line in few files, a command's own loaded when it is called: `node scripts/bundle.mjs ENTRY OUTFILE`.
import { chmodSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Beside OUTFILE lies its folder of chunks. */
export const chunksOf = (outfile) => outfile.replace(/\.js$/, '-chunks');

export async function bundle(entry, outfile) {
  rmSync(chunksOf(outfile), { recursive: true, force: true });
  await build({
    entryPoints: { [basename(outfile, '.js')]: entry },
    outdir: dirname(outfile),
    chunkNames: `${basename(chunksOf(outfile))}/[hash]`,
    splitting: true,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Less to read and parse at each start; names stay, for the sentence about a fault.
    minifySyntax: true,
    minifyWhitespace: true,
    // Commander is CommonJS and requires Node's own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  chmodSync(outfile, 0o755);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await bundle(process.argv[2], process.argv[3]);
