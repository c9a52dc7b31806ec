/**
 * HCL as Terraform has it: blocks with labels, attributes with the text of their expressions, lines for both. Expressions
 * are not evaluated; strings, heredocs and brackets are only followed to their ends.
 */

export interface HclAttribute {
  text: string;
  line: number;
}

export interface HclBlock {
  type: string;
  labels: string[];
  line: number;
  attributes: Map<string, HclAttribute>;
  blocks: HclBlock[];
}

const maxDepth = 50;

/** The top of a file; what is broken ends the block it stands in. */
export function readHcl(text: string): HclBlock {
  return new HclParser(text).body({ type: '', labels: [], line: 1, attributes: new Map(), blocks: [] }, 0);
}

class HclParser {
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  body(block: HclBlock, depth: number): HclBlock {
    while (this.#skipSpace()) {
      const line = this.#line;
      if (this.#text[this.#at] === '}') {
        this.#at += 1;
        return block;
      }
      const name = this.#match(/[A-Za-z_][\w-]*/y) ?? this.#match(/"(?:[^"\\\n]|\\.)*"/y);
      if (name === undefined) {
        this.#at += 1;
        continue;
      }
      this.#match(/[ \t]+/y);
      if (this.#match(/=(?!=)/y) !== undefined)
        block.attributes.set(unquoted(name), { line, text: this.#expression() });
      else this.#block(block, { type: name, labels: [], line, attributes: new Map(), blocks: [] }, depth);
    }
    return block;
  }

  #block(parent: HclBlock, block: HclBlock, depth: number): void {
    for (let label = this.#label(); label !== undefined; label = this.#label())
      block.labels.push(unquoted(label));
    if (this.#text[this.#at] !== '{' || depth >= maxDepth) return;
    this.#at += 1;
    parent.blocks.push(this.body(block, depth + 1));
  }

  #label(): string | undefined {
    this.#match(/[ \t]+/y);
    return this.#match(/"(?:[^"\\\n]|\\.)*"/y) ?? this.#match(/[A-Za-z_][\w-]*/y);
  }

  /** To the end of the line or a comment on it, or of the brackets that are opened on it. */
  #expression(): string {
    const start = this.#at;
    let depth = 0;
    let comment: number | undefined;
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at] ?? '';
      const here = this.#at;
      if (character === '\n' && depth <= 0) break;
      if (character === '"') this.#string();
      else if (character === '<' && this.#heredoc()) continue;
      else if (this.#comment()) comment ??= depth === 0 ? here : undefined;
      else {
        if ('([{'.includes(character)) depth += 1;
        if (')]}'.includes(character)) {
          if (depth === 0) break;
          depth -= 1;
        }
        this.#advance();
      }
    }
    return this.#text.slice(start, comment ?? this.#at).trim();
  }

  #advance(): void {
    if (this.#text[this.#at] === '\n') this.#line += 1;
    this.#at += 1;
  }

  /** An interpolation may have strings of its own inside. */
  #string(): void {
    let braces = 0;
    this.#at += 1;
    for (; this.#at < this.#text.length && this.#text[this.#at] !== '\n'; this.#at += 1) {
      const character = this.#text[this.#at];
      if (character === '\\') this.#at += 1;
      else if (character === '{') braces += 1;
      else if (character === '}') braces -= 1;
      else if (character === '"' && braces <= 0) {
        this.#at += 1;
        return;
      }
    }
  }

  #heredoc(): boolean {
    const mark = this.#match(/<<-?[A-Za-z_]\w*/y)?.replace(/<<-?/, '');
    if (mark === undefined) return false;
    const end = new RegExp(`\\n[ \\t]*${mark}(?=\\s|$)`, 'g');
    end.lastIndex = this.#at;
    const found = end.exec(this.#text);
    this.#skipTo(found === null ? this.#text.length : found.index + found[0].length);
    return true;
  }

  #comment(): boolean {
    if (this.#match(/(?:#|\/\/)[^\n]*/y) !== undefined) return true;
    if (!this.#text.startsWith('/*', this.#at)) return false;
    const end = this.#text.indexOf('*/', this.#at + 2);
    this.#skipTo(end < 0 ? this.#text.length : end + 2);
    return true;
  }

  /** False at the end of the text. */
  #skipSpace(): boolean {
    while (this.#at < this.#text.length) {
      if (/\s|,/.test(this.#text[this.#at] ?? '')) this.#advance();
      else if (!this.#comment()) return true;
    }
    return false;
  }

  #skipTo(offset: number): void {
    while (this.#at < offset) this.#advance();
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/s, '$1');
}
