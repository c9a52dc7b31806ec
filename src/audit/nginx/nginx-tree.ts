/**
 * nginx's directives as a tree: every directive with its arguments, its place and its block. Broken syntax ends in a
 * warning with line and column, and what was read before it stays.
 */
import type { AuditWarning, Place } from '../model.ts';
import {
  columnOf,
  createScanner,
  nextToken,
  type Scanner,
  skipLuaBlock,
  type Token,
} from './nginx-tokens.ts';

export interface Directive {
  name: string;
  args: readonly string[];
  /** The arguments' own lines: a directive may go over several. */
  argLines: readonly number[];
  place: Place;
  block?: Directive[];
  /** Of a block: the line of its closing brace. */
  endLine?: number;
}

export interface ParsedFile {
  directives: Directive[];
  warnings: AuditWarning[];
}

/** More than any real file, and few enough to bound the time for a hostile one. */
const mostDirectives = 200_000;
const deepestBlock = 100;

interface Parser {
  file: string;
  scanner: Scanner;
  warnings: AuditWarning[];
  directives: number;
  stopped: boolean;
}

export function parseNginx(file: string, text: string): ParsedFile {
  const parser: Parser = { file, scanner: createScanner(text), warnings: [], directives: 0, stopped: false };
  const directives: Directive[] = [];
  // A brace too many closes nothing: it is named, and reading goes on behind it.
  while (!parser.stopped && parseBlock(parser, directives, 0) === 'closed')
    warn(parser, parser.scanner.line, columnOf(parser.scanner) - 1, 'this "}" closes nothing');
  return { directives, warnings: parser.warnings };
}

/** Reads up to the closing brace or the end of the file. */
function parseBlock(parser: Parser, into: Directive[], depth: number): 'closed' | 'end' {
  let words: Token[] = [];
  for (;;) {
    if (parser.stopped) return 'end';
    const token = nextToken(parser.scanner);
    if (token === null) {
      endsTooEarly(parser, words);
      return 'end';
    }
    if ('message' in token) {
      stop(parser, token.line, token.column, token.message);
      return 'end';
    }
    if (token.kind === 'word') {
      words.push(token);
      continue;
    }
    if (token.kind === '}') {
      unterminated(parser, words);
      return 'closed';
    }
    finish(parser, into, { words, token, depth });
    words = [];
  }
}

interface Finished {
  words: readonly Token[];
  token: Token;
  depth: number;
}

/** A `;` or a `{` has ended the words of a directive. */
function finish(parser: Parser, into: Directive[], { words, token, depth }: Finished): void {
  const [first, ...rest] = words;
  if (first === undefined) {
    warn(parser, token.line, token.column, `this "${token.kind}" follows no directive`);
    if (token.kind === '{') openBlock(parser, [], depth);
    return;
  }
  parser.directives += 1;
  if (parser.directives > mostDirectives) {
    stop(parser, first.line, first.column, `more than ${mostDirectives} directives: the rest is not read`);
    return;
  }
  const directive: Directive = {
    name: first.text,
    args: rest.map(({ text }) => text),
    argLines: rest.map(({ line }) => line),
    place: { file: parser.file, line: first.line },
  };
  into.push(directive);
  if (token.kind !== '{') return;
  directive.block = [];
  if (/_by_lua_block$|^lua_.*_block$/.test(directive.name)) skipLua(parser, token);
  else openBlock(parser, directive.block, depth, token);
  directive.endLine = parser.scanner.line;
}

function openBlock(parser: Parser, into: Directive[], depth: number, brace?: Token): void {
  if (depth >= deepestBlock) {
    stop(
      parser,
      parser.scanner.line,
      columnOf(parser.scanner),
      `blocks deeper than ${deepestBlock}: the rest is not read`,
    );
    return;
  }
  if (parseBlock(parser, into, depth + 1) === 'end' && !parser.stopped && brace !== undefined)
    stop(parser, brace.line, brace.column, 'the "{" here is never closed');
}

function skipLua(parser: Parser, brace: Token): void {
  if (!skipLuaBlock(parser.scanner)) stop(parser, brace.line, brace.column, 'the "{" here is never closed');
}

function endsTooEarly(parser: Parser, [first]: readonly Token[]): void {
  if (first !== undefined) stop(parser, first.line, first.column, `"${shown(first)}" is not ended by ";"`);
}

function unterminated(parser: Parser, [first]: readonly Token[]): void {
  if (first !== undefined) warn(parser, first.line, first.column, `"${shown(first)}" is not ended by ";"`);
}

function shown({ text }: Token): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function warn({ file, warnings }: Parser, line: number, column: number, message: string): void {
  // One mistake (a missing quote) can make hundreds: the first ones say it.
  if (warnings.length < 20) warnings.push({ file, line, column, message });
}

function stop(parser: Parser, line: number, column: number, message: string): void {
  warn(parser, line, column, message);
  parser.stopped = true;
}
