// The web page as one file, dist/page.html: markup, style and one script, which is also the worker's.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

export async function buildPage(outfile) {
  const [script, style] = await Promise.all([bundled('main.tsx', 'js'), bundled('style/page.css', 'css')]);
  const parts = { POLICY: policyFor(script, style), STYLE: style, SCRIPT: script };
  const template = readFileSync(`${root}src/web/page.html`, 'utf8');
  mkdirSync(dirname(outfile), { recursive: true });
  writeFileSync(
    outfile,
    template.replace(/\/\* ([A-Z]+) \*\//g, (_, name) => parts[name]),
  );
}

async function bundled(entry, kind) {
  const { outputFiles } = await build({
    entryPoints: [`${root}src/web/${entry}`],
    write: false,
    bundle: true,
    minify: true,
    format: kind === 'js' ? 'iife' : undefined,
    target: ['chrome111', 'firefox113', 'safari16.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
  });
  return outputFiles[0].text.trim();
}

/**
 * Only this very script and style run, and nothing is fetched from anywhere but the server that the page came from
 * (`whyreset serve` offers captures there). xz is decompressed by WebAssembly; the worker is started from a Blob.
 */
function policyFor(script, style) {
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)} 'wasm-unsafe-eval'`,
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
