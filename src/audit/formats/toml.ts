/** TOML as a tree. smol-toml keeps no positions: the lines are found by going over headers and keys once more. */
import { parse, TomlError, type TomlTable, type TomlValue } from 'smol-toml';
import type { Tree } from './tree.ts';
import type { FormatError, YamlFile } from './yaml.ts';

export function readToml(text: string): YamlFile {
  try {
    const lines = linesOfKeys(text);
    return { documents: [treeOf(parse(text), { path: '', line: 1, lines })], errors: [] };
  } catch (error) {
    return { documents: [], errors: [errorOf(error)] };
  }
}

function errorOf(error: unknown): FormatError {
  if (!(error instanceof TomlError)) return { line: 1, column: 1, message: 'not TOML' };
  const [, message = 'not TOML'] = /^(?:Invalid TOML document: )?([^\n]*)/.exec(error.message) ?? [];
  return { line: error.line, column: error.column, message };
}

interface Position {
  path: string;
  line: number;
  lines: ReadonlyMap<string, number>;
}

function treeOf(value: TomlValue, position: Position): Tree {
  const { path, line, lines } = position;
  const child = (key: string | number, inner: TomlValue): Tree => {
    const innerPath = path === '' ? String(key) : `${path}.${key}`;
    return treeOf(inner, { path: innerPath, line: lines.get(innerPath) ?? line, lines });
  };
  if (Array.isArray(value))
    return { kind: 'list', line, items: value.map((item, index) => child(index, item)) };
  if (isTable(value)) {
    const entries = Object.entries(value).map(([key, inner]) => [key, child(key, inner)] as const);
    return { kind: 'map', line, entries: new Map(entries) };
  }
  return { kind: 'scalar', line, text: String(value), quoted: typeof value === 'string' };
}

function isTable(value: TomlValue): value is TomlTable {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}

/** "entryPoints.web.address" → its line; an array of tables counts: "servers.0". */
function linesOfKeys(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  const counts = new Map<string, number>();
  let prefix = '';
  for (const [index, line] of text.split('\n').entries()) {
    const [, brackets, header] = /^\s*(\[\[?)\s*([^\]]{1,300}?)\s*\]/.exec(line) ?? [];
    if (header !== undefined) {
      const path = withCounts(plainPath(header), counts);
      const count = counts.get(path) ?? -1;
      if (brackets === '[[') counts.set(path, count + 1);
      prefix = brackets === '[[' ? `${path}.${count + 1}` : path;
      lines.set(prefix, index + 1);
      continue;
    }
    const key = /^\s*([\w."' -]{1,200}?)\s*=/.exec(line)?.[1];
    if (key !== undefined)
      lines.set(prefix === '' ? plainPath(key) : `${prefix}.${plainPath(key)}`, index + 1);
  }
  return lines;
}

function plainPath(text: string): string {
  return text.replace(/["']/g, '').replace(/\s*\.\s*/g, '.');
}

/** Headers below an array of tables speak of its last element. */
function withCounts(path: string, counts: ReadonlyMap<string, number>): string {
  let counted = '';
  for (const part of path.split('.')) {
    const count = counted === '' ? undefined : counts.get(counted);
    counted =
      counted === '' ? part : count === undefined ? `${counted}.${part}` : `${counted}.${count}.${part}`;
  }
  return counted;
}
