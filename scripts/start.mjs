// `npm start`: from a fresh clone to an explained capture. `npm start -- ARGUMENTS` passes them to whyreset instead.
import { ensureBuilt, ensureInstalled, must } from './fresh.mjs';

ensureInstalled();
ensureBuilt();
const given = process.argv.slice(2);
must(process.execPath, [
  'dist/whyreset.js',
  ...(given.length > 0 ? given : ['explain', 'examples/keepalive-race.pcap']),
]);
