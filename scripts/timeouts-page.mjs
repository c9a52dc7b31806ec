// docs/timeouts.md: the catalogue as a page. `node scripts/timeouts-page.mjs`; a test compares.
import { writeFileSync } from 'node:fs';
import { ensureBuilt, root } from './fresh.mjs';

ensureBuilt();
const { facts } = await import('../dist/catalog/facts.js');
const { products } = await import('../dist/catalog/products.js');
const { timeoutsPage } = await import('../dist/report/timeouts-markdown.js');
writeFileSync(`${root}docs/timeouts.md`, timeoutsPage(products, facts));
