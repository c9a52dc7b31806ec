/**
 * YAML and JSON as a tree with lines. js-yaml's events carry offsets and are four times as fast as a document model;
 * aliases stay references to one node, and a document whose aliases would multiply without bound is refused.
 */
import {
  EVENT_ALIAS,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE_PLAIN,
  YAMLException,
} from 'js-yaml';
import type { ListTree, MapTree, Tree } from './tree.ts';

/** Nodes of a document with its aliases written out: real manifests have hundreds. */
const maxExpandedNodes = 200_000;
const maxDepth = 60;

export interface FormatError {
  /** From 1. */
  line: number;
  column: number;
  message: string;
}

export interface YamlFile {
  documents: Tree[];
  errors: FormatError[];
}

/** The documents of a file, except those that `wanted` refuses by their text; a broken one is an error beside the others. */
export function readYaml(text: string, wanted: (document: string) => boolean = () => true): YamlFile {
  const file: YamlFile = { documents: [], errors: [] };
  for (const part of splitDocuments(text)) {
    if (!wanted(part.text)) continue;
    const result = readDocument(part.text, part.line);
    if ('message' in result) file.errors.push(result);
    else file.documents.push(...result);
  }
  return file;
}

interface Part {
  text: string;
  /** Lines of the file before it. */
  line: number;
}

/** A line `---` at the margin always begins a document (YAML 1.2.2, 9.1.2), whatever it seems to be inside of. */
function splitDocuments(text: string): Part[] {
  const parts: Part[] = [];
  let start = 0;
  let line = 0;
  const push = (end: number): void => {
    const piece = text.slice(start, end);
    parts.push({ text: piece, line });
    line += countLines(piece);
    start = end;
  };
  for (const mark of text.matchAll(/^---(?=\s|$)/gm)) {
    if (mark.index > start) push(mark.index);
  }
  push(text.length);
  return parts.filter((part) => /^[^#\s]/m.test(part.text.replace(/^---\s*$/m, '')));
}

function countLines(text: string): number {
  let count = 0;
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) count += 1;
  return count;
}

function readDocument(text: string, linesBefore: number): Tree[] | FormatError {
  try {
    return new TreeBuilder(text, linesBefore).build(parseEvents(text, { maxDepth }));
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line = 0, column = 0 } = error.mark ?? {};
    return { line: linesBefore + line + 1, column: column + 1, message: error.reason };
  }
}

interface OpenMap {
  tree: MapTree;
  anchor: string | undefined;
  key: string | undefined;
  size: number;
}

interface OpenList {
  tree: ListTree;
  anchor: string | undefined;
  size: number;
}

/** Events to trees: one map or list open per level. */
class TreeBuilder {
  readonly #text: string;
  readonly #roots: Tree[] = [];
  readonly #open: (OpenMap | OpenList)[] = [];
  readonly #anchors = new Map<string, { tree: Tree; size: number }>();
  #line: number;
  #offset = 0;
  #mergedEntries = 0;

  constructor(text: string, linesBefore: number) {
    this.#text = text;
    this.#line = linesBefore + 1;
  }

  build(events: readonly Event[]): Tree[] {
    for (const event of events) this.#take(event);
    return this.#roots;
  }

  #take(event: Event): void {
    if (event.type === EVENT_SCALAR) {
      const text = getScalarValue(this.#text, event);
      const line = this.#lineAt(event.valueStart);
      const tree: Tree = { kind: 'scalar', line, text, quoted: event.style !== SCALAR_STYLE_PLAIN };
      this.#add(tree, this.#anchorOf(event), 1);
    } else if (event.type === EVENT_MAPPING) {
      const tree: MapTree = { kind: 'map', line: this.#lineAt(event.start), entries: new Map() };
      this.#open.push({ tree, anchor: this.#anchorOf(event), key: undefined, size: 1 });
    } else if (event.type === EVENT_SEQUENCE) {
      const tree: ListTree = { kind: 'list', line: this.#lineAt(event.start), items: [] };
      this.#open.push({ tree, anchor: this.#anchorOf(event), size: 1 });
    } else if (event.type === EVENT_ALIAS) {
      const target = this.#anchors.get(this.#text.slice(event.anchorStart, event.anchorEnd));
      this.#add(target?.tree ?? this.#nothing(), undefined, target?.size ?? 1);
    } else if (event.type === EVENT_POP) {
      const closed = this.#open.pop();
      if (closed !== undefined) this.#add(closed.tree, closed.anchor, closed.size);
    }
  }

  /** An alias of what is not complete yet (itself) or of nothing. */
  #nothing(): Tree {
    return { kind: 'scalar', line: this.#line, text: '', quoted: false };
  }

  #anchorOf(event: { anchorStart: number; anchorEnd: number }): string | undefined {
    return event.anchorStart < 0 ? undefined : this.#text.slice(event.anchorStart, event.anchorEnd);
  }

  /** @param size nodes of `tree`, with its aliases written out */
  #add(tree: Tree, anchor: string | undefined, size: number): void {
    if (anchor !== undefined) this.#anchors.set(anchor, { tree, size });
    const parent = this.#open.at(-1);
    if (parent === undefined) {
      this.#roots.push(tree);
      return;
    }
    parent.size += size;
    if (parent.size > maxExpandedNodes) this.#refuse();
    if ('key' in parent) this.#addToMap(parent, tree);
    else parent.tree.items.push(tree);
  }

  #addToMap(map: OpenMap, tree: Tree): void {
    if (map.key === undefined) {
      map.key = tree.kind === 'scalar' ? tree.text : '';
      return;
    }
    if (map.key === '<<') this.#merge(map.tree, tree);
    else map.tree.entries.set(map.key, tree);
    map.key = undefined;
  }

  /** `<<: *base`: what the map itself says wins, wherever the line stands. */
  #merge(target: MapTree, source: Tree): void {
    const sources = source.kind === 'list' ? source.items : [source];
    for (const one of sources) {
      if (one.kind !== 'map') continue;
      this.#mergedEntries += one.entries.size;
      if (this.#mergedEntries > maxExpandedNodes) this.#refuse();
      for (const [key, value] of one.entries) if (!target.entries.has(key)) target.entries.set(key, value);
    }
  }

  #refuse(): never {
    const message = `not read: with its aliases written out it has more than ${maxExpandedNodes} values`;
    return YAMLException.throwAt(this.#text, this.#offset, message);
  }

  /** Events come in the order of the text, so lines are counted on. */
  #lineAt(offset: number): number {
    for (; this.#offset < offset; this.#offset += 1) {
      if (this.#text.charCodeAt(this.#offset) === 10) this.#line += 1;
    }
    return this.#line;
  }
}
