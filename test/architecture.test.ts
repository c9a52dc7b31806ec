/** The structure that docs/architecture.md promises, read off the sources. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { harmfulCauses, harmlessCauses } from '../src/diagnose/causes.ts';
import { rules } from '../src/diagnose/precedence.ts';
import * as main from '../src/engine/index.ts';
import { readCases } from './cases/case-file.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const src = join(root, 'src');

/** Which layers each layer may import, itself aside. */
const arrows: Record<string, readonly string[]> = {
  wire: [],
  capture: [],
  catalog: [],
  audit: ['catalog'],
  flow: ['wire', 'capture'],
  diagnose: ['wire', 'flow'],
  engine: ['wire', 'capture', 'flow', 'diagnose', 'catalog'],
  probe: ['wire', 'catalog'],
  report: ['diagnose', 'catalog', 'audit', 'engine', 'probe'],
  evidence: ['wire', 'capture', 'flow', 'engine', 'report'],
  input: ['capture'],
  node: ['capture', 'input', 'audit', 'probe'],
  cli: ['diagnose', 'catalog', 'audit', 'engine', 'probe', 'report', 'evidence', 'input', 'node'],
  web: ['capture', 'input', 'diagnose', 'catalog', 'engine', 'audit', 'probe', 'report', 'evidence'],
};

/** Layers without I/O: any host can run them. */
const engineLayers = [
  'wire',
  'capture',
  'flow',
  'diagnose',
  'catalog',
  'audit',
  'engine',
  'probe',
  'report',
  'evidence',
];
const hostNames =
  /\b(?:Date\.now|Math\.random|performance\.|console\.|process\.|setTimeout|TextDecoder|TextEncoder|Buffer\.)/;

interface Source {
  path: string;
  layer: string;
  text: string;
  imports: string[];
  /** Imports of more than types, which are gone when the code runs. */
  valueImports: string[];
}

const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts'))
  .map((path) => join(src, path))
  .map(readSource);

function readSource(path: string): Source {
  const text = readFileSync(path, 'utf8');
  const found = [...text.matchAll(/^(?:import|export) ([^;]*?) ?from '(\.[^']+)'/gm)].map(
    ([, what = '', name = '']) => ({
      target: resolve(dirname(path), name),
      typesOnly: what.startsWith('type ') || /^\{(?:\s*type \w+,?)+\s*\}$/.test(what),
    }),
  );
  return {
    path,
    layer: layerOf(path),
    text,
    imports: found.map(({ target }) => target),
    valueImports: found.filter(({ typesOnly }) => !typesOnly).map(({ target }) => target),
  };
}

function layerOf(path: string): string {
  return relative(src, path).split('/')[0] ?? '';
}

describe('layers', () => {
  test('are those that are listed', () => {
    expect([...new Set(sources.map(({ layer }) => layer))].sort()).toEqual(Object.keys(arrows).sort());
  });

  test('import only what lies below them', () => {
    const against = sources.flatMap(({ path, layer, imports }) =>
      imports
        .filter((target) => layerOf(target) !== layer && !arrows[layer]?.includes(layerOf(target)))
        .map((target) => `${relative(src, path)} imports ${relative(src, target)}`),
    );
    expect(against).toEqual([]);
  });

  test('have no cycles between files', () => {
    expect(findCycle(new Map(sources.map(({ path, valueImports }) => [path, valueImports])))).toEqual([]);
  });

  test('up to the reports, know no host: no Node, no DOM, no clock, no randomness', () => {
    const engine = sources.filter(({ layer }) => engineLayers.includes(layer));
    const offending = engine.filter(({ text }) => {
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replace(/'[^'\n]*'|`[^`]*`/g, '');
      return hostNames.test(code) || /from 'node:|import\('/.test(text);
    });
    expect(offending.map(({ path }) => relative(src, path))).toEqual([]);
  });
});

/** The files of one import cycle; empty where there is none. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const next of graph.get(path) ?? []) {
      const cycle = visit(next, [...trail, path]);
      if (cycle.length > 0) return cycle;
    }
    done.add(path);
    return [];
  };
  for (const path of graph.keys()) {
    const cycle = visit(path, []);
    if (cycle.length > 0) return cycle.map((one) => relative(src, one));
  }
  return [];
}

describe('causes', () => {
  const ids = rules.map(({ id }) => id as string);
  const files = readdirSync(join(src, 'diagnose/causes')).map((name) => name.replace(/\.ts$/, ''));

  test('are a file each, and each file is in the table of precedence', () => {
    expect([...ids].sort()).toEqual(files.sort());
    expect([...ids].sort()).toEqual([...harmfulCauses, ...harmlessCauses].sort());
  });

  test('import no other cause', () => {
    const folder = join(src, 'diagnose/causes/');
    const crossing = sources.filter(
      ({ path, imports }) => path.startsWith(folder) && imports.some((target) => target.startsWith(folder)),
    );
    expect(crossing).toEqual([]);
  });

  test.each([...ids, 'unexplained'])('%s has a page and a case', (id) => {
    expect(existsSync(join(root, `docs/causes/${id}.md`))).toBe(true);
    expect(readCases().filter(({ verdict }) => verdict.includes(`cause: ${id}\n`))).not.toEqual([]);
  });
});

test('the package exports this and no more', () => {
  expect(Object.keys(main)).toEqual(['createAnalyzer']);
});
