// `npm test`: installs what is missing, builds, and runs all tests. `npm test -- ARGUMENTS` passes them to Vitest.
import { ensureBuilt, ensureInstalled, must } from './fresh.mjs';
import { setUpSystem } from './setup-system.mjs';

ensureInstalled();
setUpSystem();
ensureBuilt();
must(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)]);
