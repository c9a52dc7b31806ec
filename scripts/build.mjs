// tsc type-checks and emits every layer (the library is plain tsc output); esbuild makes the one-file command line and page.
import { bundle } from './bundle.mjs';
import { buildCore } from './core.mjs';
import { must, root } from './fresh.mjs';
import { buildPage } from './page.mjs';

await buildCore();
must(process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'src/cli', 'src/web']);
await buildPage(`${root}dist/page.html`);
await bundle(`${root}dist/cli`, `${root}dist/whyreset.js`);
