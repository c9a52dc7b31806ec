/** A Caddyfile as directives with their blocks and places: words, quotes, heredocs, braces, `import` of snippets and files. */
import type { AuditWarning, Place } from '../model.ts';
import type { ConfigFile, FileSet } from '../reader.ts';

export interface CaddyDirective {
  words: string[];
  place: Place;
  block: CaddyDirective[];
}

interface Token {
  text: string;
  line: number;
  quoted: boolean;
}

const maxDepth = 30;
const maxImports = 1000;

interface Parsing {
  set: FileSet;
  warnings: AuditWarning[];
  snippets: Map<string, CaddyDirective[]>;
  imports: number;
  open: string[];
  imported: Set<string>;
}

export interface Caddyfile {
  directives: CaddyDirective[];
  imported: ReadonlySet<string>;
}

export function readCaddyfile(file: ConfigFile, set: FileSet, warnings: AuditWarning[]): Caddyfile {
  const parsing: Parsing = {
    set,
    warnings,
    snippets: new Map(),
    imports: 0,
    open: [file.path],
    imported: new Set(),
  };
  return { directives: parseFile(file, parsing), imported: parsing.imported };
}

function parseFile(file: ConfigFile, parsing: Parsing): CaddyDirective[] {
  const tokens = tokensOf(file.text);
  const cursor = { at: 0 };
  const directives = parseBlock(tokens, cursor, { file: file.path, depth: 0, parsing });
  const extra = tokens[cursor.at];
  if (extra !== undefined)
    parsing.warnings.push({
      file: file.path,
      line: extra.line,
      message: 'a closing brace without an opening one: not read from here on',
    });
  return expandImports(directives, parsing);
}

interface Around {
  file: string;
  depth: number;
  parsing: Parsing;
}

/** Directives up to the closing brace, which is left to the caller; each takes the words of its line. */
function parseBlock(tokens: readonly Token[], cursor: { at: number }, around: Around): CaddyDirective[] {
  const directives: CaddyDirective[] = [];
  while (cursor.at < tokens.length) {
    const first = tokens[cursor.at] as Token;
    if (first.text === '}' && !first.quoted) return directives;
    const directive: CaddyDirective = {
      words: [],
      place: { file: around.file, line: first.line },
      block: [],
    };
    directives.push(directive);
    let { line } = first;
    while (cursor.at < tokens.length) {
      const token = tokens[cursor.at] as Token;
      // Addresses of a site may go on in the next line after a comma.
      if (token.line !== line && !directive.words.at(-1)?.endsWith(',')) break;
      if (token.text === '}' && !token.quoted) break;
      line = token.line;
      cursor.at += 1;
      if (token.text === '{' && !token.quoted) {
        directive.block = closedBlock(tokens, cursor, { ...around, line });
        break;
      }
      directive.words.push(token.text);
    }
  }
  return directives;
}

function closedBlock(
  tokens: readonly Token[],
  cursor: { at: number },
  { line, ...around }: Around & { line: number },
): CaddyDirective[] {
  const { file, depth, parsing } = around;
  if (depth >= maxDepth) {
    parsing.warnings.push({
      file,
      line,
      message: `braces nested more than ${maxDepth} deep: not read from here on`,
    });
    cursor.at = tokens.length;
    return [];
  }
  const block = parseBlock(tokens, cursor, { ...around, depth: depth + 1 });
  if (cursor.at >= tokens.length)
    parsing.warnings.push({ file, line, message: 'the brace opened here is not closed' });
  cursor.at += 1;
  return block;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /#[^\n]*|\n|"(?:[^"\\]|\\[\s\S])*"|`[^`]*`|[^\s"`][^\s]*|["`]/g;
  let line = 1;
  let glued = -1;
  for (const found of text.matchAll(pattern)) {
    const [piece] = found;
    if (piece === '\n') {
      line += 1;
      continue;
    }
    // A sharp sign inside of a word is part of it.
    if (piece.startsWith('#') && found.index !== glued) continue;
    const quoted = /^["`]/.test(piece) && piece.length > 1;
    tokens.push({ text: quoted ? piece.slice(1, -1).replace(/\\"/g, '"') : piece, line, quoted });
    line += piece.split('\n').length - 1;
    glued = found.index + piece.length;
  }
  return tokens;
}

/** `(name) { ... }` defines a snippet; `import name` or `import sites/*` puts it or files in place. */
function expandImports(directives: readonly CaddyDirective[], parsing: Parsing): CaddyDirective[] {
  return directives.flatMap((directive) => {
    const [name = '', target = ''] = directive.words;
    const snippet = /^\(([^)]+)\)$/.exec(name)?.[1];
    if (snippet !== undefined) {
      parsing.snippets.set(snippet, directive.block);
      return [];
    }
    if (name !== 'import') return [{ ...directive, block: expandImports(directive.block, parsing) }];
    parsing.imports += 1;
    if (parsing.imports > maxImports) return [];
    return importOf(target, directive, parsing);
  });
}

function importOf(target: string, { words, place }: CaddyDirective, parsing: Parsing): CaddyDirective[] {
  const snippet = parsing.snippets.get(target);
  const read = (file: ConfigFile): CaddyDirective[] => {
    parsing.imported.add(file.path);
    return guarded({ key: file.path, place }, parsing, () => parseFile(file, parsing));
  };
  if (snippet === undefined) return parsing.set.include(target, place.file).flatMap(read);
  const filled = withArguments(snippet, words.slice(2));
  return guarded({ key: `(${target})`, place }, parsing, () => expandImports(filled, parsing));
}

/** `{args[0]}`, and `{args.0}` as it was written before. */
function withArguments(directives: readonly CaddyDirective[], args: readonly string[]): CaddyDirective[] {
  const filled = (word: string): string =>
    word.replace(
      /\{args(?:\[(\d+)\]|\.(\d+))\}/g,
      (whole, index?: string, older?: string) => args[Number(index ?? older)] ?? whole,
    );
  return directives.map((directive) => ({
    ...directive,
    words: directive.words.map(filled),
    block: withArguments(directive.block, args),
  }));
}

interface Guard {
  key: string;
  place: Place;
}

function guarded({ key, place }: Guard, parsing: Parsing, read: () => CaddyDirective[]): CaddyDirective[] {
  if (parsing.open.includes(key) || parsing.open.length > maxDepth) {
    parsing.warnings.push({ ...place, message: `import ${key}: a loop, not read again` });
    return [];
  }
  parsing.open.push(key);
  const directives = read();
  parsing.open.pop();
  return directives;
}
