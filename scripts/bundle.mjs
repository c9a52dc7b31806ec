// The command line in two files and their compiled code: `node scripts/bundle.mjs FOLDER OUTFILE`, FOLDER has main and bin.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

export async function bundle(folder, outfile) {
  const script = outfile.replace(/\.js$/, '.cjs');
  const compiled = `${script}.compiled`;
  rmSync(compiled, { force: true });
  mkdirSync(dirname(outfile), { recursive: true });
  // The package's modules are ES modules, those in this folder are not: bin.ts says why.
  writeFileSync(`${dirname(outfile)}/package.json`, '{ "type": "commonjs" }\n');
  const extension = existsSync(`${folder}/main.ts`) ? 'ts' : 'js';
  const bin = await bundled(`${folder}/bin.${extension}`, {
    define: { 'import.meta.filename': '__filename', 'import.meta.dirname': '__dirname' },
  });
  const main = await bundled(`${folder}/main.${extension}`, {
    // A function, for bin.ts to call. What is imported when it is needed is evaluated then.
    banner: { js: '(function (require, moduleFolder) {' },
    footer: { js: '})' },
    define: { 'import.meta.dirname': 'moduleFolder', PACKAGE_VERSION: JSON.stringify(version) },
  });
  writeFileSync(outfile, bin);
  writeFileSync(script, main);
  chmodSync(outfile, 0o755);
  execFileSync(process.execPath, [fileURLToPath(new URL('compile.mjs', import.meta.url)), script, compiled]);
}

async function bundled(entry, options) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    write: false,
    // Less to read at each start; names stay, for the sentence about a fault.
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'warning',
    plugins: [withoutPrograms],
    ...options,
  });
  return inAscii(outputFiles[0].text);
}

/** Commander starts programs for commands that are files of their own, which ours are not: loading what it needs takes 2 ms. */
const withoutPrograms = {
  name: 'without programs',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('/commander/') ? { path: 'no programs', namespace: 'none' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** esbuild writes ASCII, but leaves regular expressions as they are. A script in ASCII is read and kept at a byte a letter. */
function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await bundle(process.argv[2], process.argv[3]);
