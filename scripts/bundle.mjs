// The command line in two files and their compiled code: `node scripts/bundle.mjs FOLDER OUTFILE`, FOLDER has main and bin.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export async function bundle(folder, outfile) {
  const script = outfile.replace(/\.js$/, '.cjs');
  const compiled = `${script}.compiled`;
  rmSync(compiled, { force: true });
  const extension = existsSync(`${folder}/main.ts`) ? 'ts' : 'js';
  await bundled(`${folder}/bin.${extension}`, { outfile, format: 'esm' });
  await bundled(`${folder}/main.${extension}`, {
    outfile: script,
    // A function, for bin.ts to call. What is imported when it is needed is evaluated then.
    format: 'cjs',
    banner: { js: '(function (require, moduleUrl) {' },
    footer: { js: '})' },
    define: { 'import.meta.url': 'moduleUrl' },
  });
  chmodSync(outfile, 0o755);
  execFileSync(process.execPath, [fileURLToPath(new URL('compile.mjs', import.meta.url)), script, compiled]);
}

async function bundled(entry, options) {
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    target: 'node20',
    // Less to read at each start; names stay, for the sentence about a fault.
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'warning',
    ...options,
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await bundle(process.argv[2], process.argv[3]);
