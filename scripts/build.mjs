// tsc type-checks and emits every layer (the library is plain tsc output); esbuild makes the one-file command line and page.
import { readdirSync, writeFileSync } from 'node:fs';
import { bundle } from './bundle.mjs';
import { buildCore } from './core.mjs';
import { must, root } from './fresh.mjs';
import { buildPage } from './page.mjs';

await buildCore();
must(process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'src/cli', 'src/web']);
markAsModules(`${root}dist`);
await buildPage(`${root}dist/page.html`);
await bundle(`${root}dist/cli`, `${root}dist/whyreset.js`);

/** The layers are ES modules, and dist/ itself, with the command line in it, is not (scripts/bundle.mjs). */
function markAsModules(folder) {
  for (const layer of readdirSync(folder, { withFileTypes: true }))
    if (layer.isDirectory() && !layer.name.startsWith('.'))
      writeFileSync(`${folder}/${layer.name}/package.json`, '{ "type": "module" }\n');
}
