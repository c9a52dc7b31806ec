// The web page as one file, dist/page.html: markup, style and scripts, its worker's among them.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { causePages } from './cause-pages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

export async function buildPage(outfile) {
  const [script, worker, style, recipes] = await Promise.all([
    bundled('web/main.tsx', { format: 'iife', plugins: [leanCatalog, sharedRecipes] }),
    bundled('web/worker/main.ts', { format: 'iife', plugins: [leanCatalog, sharedRecipes] }),
    bundled('web/style/page.css', {}),
    bundled('catalog/recipes.ts', { format: 'iife', globalName: 'whyresetRecipes' }),
  ]);
  const parts = {
    POLICY: policyFor([script, recipes], style),
    STYLE: style,
    SCRIPT: script,
    WORKER: worker,
    RECIPES: recipes,
    CAUSES: JSON.stringify(causePages()).replaceAll('<', '\\u003c'),
  };
  const template = readFileSync(`${root}src/web/page.html`, 'utf8');
  mkdirSync(dirname(outfile), { recursive: true });
  // Whoever reads it meanwhile (tests in parallel) finds the old page or the new one, never a part.
  const unfinished = `${outfile}.${process.pid}`;
  writeFileSync(
    unfinished,
    template.replace(/\/\* ([A-Z]+) \*\/|"([A-Z]+)"/g, (_, code, json) => parts[code ?? json]),
  );
  renameSync(unfinished, outfile);
}

/** The page compares defaults and names their products; how they are set it takes from the recipes, the rest from nobody. */
const neverShown = [
  'id',
  'basis',
  'fallsBackTo',
  'howToSet',
  'noDefault',
  'notes',
  'onExpiry',
  'secondarySource',
  'sinceVersion',
  'source',
];

/** The catalogue as data without them: a third of its size. */
const leanCatalog = {
  name: 'lean-catalog',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]catalog[/\\]products\.ts$/ }, async ({ path }) => {
      const { products } = await evaluated(path);
      const lean = products.map(({ id, title, facts }) => ({ id, title, facts: facts.map(leanFact) }));
      return { contents: `export const products = ${JSON.stringify(lean)};`, loader: 'js' };
    });
  },
};

function leanFact(fact) {
  return Object.fromEntries(Object.entries(fact).filter(([name]) => !neverShown.includes(name)));
}

async function evaluated(entry) {
  const { outputFiles } = await build({ entryPoints: [entry], write: false, bundle: true, format: 'esm' });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/** The page and its worker both write recipes: they are in the page once, as a script that the worker begins with. */
const sharedRecipes = {
  name: 'shared-recipes',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /[/]catalog[/]recipes\.ts$/ }, () => ({ path: 'recipes', namespace: 'shared' }));
    onLoad({ filter: /.*/, namespace: 'shared' }, () => ({
      contents: 'export const { productsWithRecipes, recipesFor, recipesOf } = globalThis.whyresetRecipes;',
    }));
  },
};

async function bundled(entry, options) {
  const { outputFiles } = await build({
    entryPoints: [`${root}src/${entry}`],
    write: false,
    bundle: true,
    minify: true,
    target: ['chrome111', 'firefox113', 'safari16.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
    ...options,
  });
  return outputFiles[0].text.trim();
}

/**
 * Only these very scripts and this style run, and nothing is fetched from anywhere but the server that the page came from
 * (`whyreset serve` offers captures there). xz is decompressed by WebAssembly; the worker is started from a Blob, since a
 * page from file:// can load no other file.
 */
function policyFor(scripts, style) {
  return [
    "default-src 'none'",
    `script-src ${scripts.map(hashOf).join(' ')} 'wasm-unsafe-eval'`,
    `style-src ${hashOf(style)}`,
    'worker-src blob:',
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  await buildPage(process.argv[2] ?? `${root}dist/page.html`);
