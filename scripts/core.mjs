// Compiles core (AssemblyScript) to WebAssembly, as a module that src/flow imports: src/flow/core-bytes.ts. The layouts
// of records are src/flow's; core/records.ts is made from them, so that both sides see the same fields.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './fresh.mjs';

const header = '// Made by scripts/core.mjs: do not edit.\n';

/** Writes both files where they differ from what they should be. */
export async function buildCore() {
  writeIfChanged('core/records.ts', await recordsSource());
  const bytes = await compiled();
  const text = Buffer.from(bytes).toString('base64');
  writeIfChanged('src/flow/core-bytes.ts', `${header}export const coreBytes =\n  '${text}';\n`);
}

function writeIfChanged(path, text) {
  if (!existsSync(`${root}${path}`) || readFileSync(`${root}${path}`, 'utf8') !== text)
    writeFileSync(`${root}${path}`, text);
}

async function recordsSource() {
  const { constants, records } = await evaluated('src/flow/core-layout.ts');
  const lines = Object.entries(constants).map(
    ([name, value]) => `export const ${name}: ${typeOf(name)} = ${value};`,
  );
  return `${header}${lines.join('\n')}\n\n${Object.entries(records).map(classOf).join('\n')}`;
}

/** Lengths and offsets are pointers' kind, times are doubles. */
function typeOf(name) {
  if (/BYTES|^ROW_AT_/.test(name)) return 'usize';
  return name.endsWith('_NS') ? 'f64' : 'i32';
}

/** A class whose fields lie where the layout says; what is between them is padding. */
function classOf([name, { ints, floats, units }]) {
  const fields = [
    ...[...ints].map(([field, at]) => ({ field, at: at * 4, type: 'i32' })),
    ...[...floats].map(([field, at]) => ({
      field: ints.has(field) ? `${field}Ns` : field,
      at: at * 8,
      type: 'f64',
    })),
  ].sort((a, b) => a.at - b.at);
  const lines = [];
  let end = 0;
  for (const { field, at, type } of fields) {
    if (at > end) lines.push(`  padding${end}: i32;`);
    lines.push(`  ${field}: ${type};`);
    end = at + (type === 'f64' ? 8 : 4);
  }
  if (end < units * 8) lines.push(`  padding${end}: i32;`);
  return `@unmanaged\nexport class ${name} {\n${lines.join('\n')}\n}\n`;
}

async function evaluated(entry) {
  const { outputFiles } = await build({
    entryPoints: [`${root}${entry}`],
    write: false,
    bundle: true,
    format: 'esm',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

async function compiled() {
  const asc = await import('assemblyscript/asc');
  const folder = mkdtempSync(join(tmpdir(), 'whyreset-core-'));
  try {
    const outFile = join(folder, 'core.wasm');
    const { error, stderr } = await asc.main([
      `${root}core/index.ts`,
      '--outFile',
      outFile,
      '-O3',
      '--runtime',
      'stub',
      '--noAssert',
      ...(process.env.CORE_DEBUG ? ['--debug'] : []),
      '--use',
      'abort=',
    ]);
    if (error || `${stderr}` !== '') throw new Error(`core does not compile cleanly:\n${stderr}`);
    return readFileSync(outFile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await buildCore();
