/**
 * nginx's configuration as tokens: words, `;`, `{` and `}`, each with its line and column. After ngx_conf_read_token():
 * quotes and `#` count only at the beginning of a word, a backslash takes the next character as it is, `${name}` is part
 * of a word.
 */

export interface Token {
  kind: 'word' | ';' | '{' | '}';
  /** Of a word, without its quotes. */
  text: string;
  quoted: boolean;
  line: number;
  column: number;
}

export interface TokenFault {
  line: number;
  column: number;
  message: string;
}

export interface Scanner {
  text: string;
  offset: number;
  line: number;
  lineStart: number;
}

export function createScanner(text: string): Scanner {
  return { text, offset: 0, line: 1, lineStart: 0 };
}

export function columnOf({ offset, lineStart }: Scanner): number {
  return offset - lineStart + 1;
}

/** The next token; null at the end; a fault where a quote is never closed. */
export function nextToken(scanner: Scanner): Token | TokenFault | null {
  skipBlanks(scanner);
  const { text, offset, line } = scanner;
  const first = text[offset];
  if (first === undefined) return null;
  const column = columnOf(scanner);
  if (first === ';' || first === '{' || first === '}') {
    scanner.offset += 1;
    return { kind: first, text: first, quoted: false, line, column };
  }
  if (first === '"' || first === "'") {
    const word = quotedWord(scanner, first);
    if (word === undefined) return { line, column, message: `the quote that begins here is never closed` };
    return { kind: 'word', text: word, quoted: true, line, column };
  }
  return { kind: 'word', text: bareWord(scanner), quoted: false, line, column };
}

function skipBlanks(scanner: Scanner): void {
  const { text } = scanner;
  for (;;) {
    const character = text[scanner.offset];
    if (character === '#') {
      const end = text.indexOf('\n', scanner.offset);
      scanner.offset = end < 0 ? text.length : end;
    } else if (
      character === ' ' ||
      character === '\t' ||
      character === '\r' ||
      character === '\n' ||
      character === '\ufeff'
    ) {
      step(scanner);
    } else return;
  }
}

/** One character on, counting lines. */
function step(scanner: Scanner): void {
  const newLine = scanner.text[scanner.offset] === '\n';
  scanner.offset += 1;
  if (!newLine) return;
  scanner.line += 1;
  scanner.lineStart = scanner.offset;
}

function quotedWord(scanner: Scanner, quote: string): string | undefined {
  const { text } = scanner;
  step(scanner);
  const start = scanner.offset;
  while (scanner.offset < text.length && text[scanner.offset] !== quote) {
    if (text[scanner.offset] === '\\') step(scanner);
    step(scanner);
  }
  if (scanner.offset >= text.length) return undefined;
  const word = text.slice(start, scanner.offset);
  step(scanner);
  return word;
}

function bareWord(scanner: Scanner): string {
  const { text } = scanner;
  const start = scanner.offset;
  while (scanner.offset < text.length) {
    const character = text[scanner.offset] ?? '';
    if (character === '$' && text[scanner.offset + 1] === '{') {
      const end = text.indexOf('}', scanner.offset);
      scanner.offset = end < 0 ? text.length : end + 1;
      continue;
    }
    if (/[\s;{}]/.test(character)) break;
    if (character === '\\') step(scanner);
    step(scanner);
  }
  return text.slice(start, Math.min(scanner.offset, text.length));
}

/**
 * The inside of a Lua block, whose braces and quotes are Lua's: everything up to its closing brace, which is taken too.
 * False where there is none.
 */
export function skipLuaBlock(scanner: Scanner): boolean {
  const { text } = scanner;
  let depth = 1;
  while (scanner.offset < text.length) {
    const character = text[scanner.offset] ?? '';
    if (character === '"' || character === "'") {
      quotedWord(scanner, character);
      continue;
    }
    if (text.startsWith('--', scanner.offset)) {
      const end = text.indexOf('\n', scanner.offset);
      scanner.offset = end < 0 ? text.length : end;
      continue;
    }
    step(scanner);
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (depth === 0) return true;
  }
  return false;
}
