/**
 * HAProxy's configuration as sections of lines of words (its manual, section 2.2): a backslash takes the next character
 * as it is, double quotes keep everything but variables, single quotes keep everything, `#` begins a comment.
 */
import type { AuditWarning, Place } from '../model.ts';

export interface Line {
  words: readonly string[];
  place: Place;
}

export interface Section {
  /** "global", "defaults", "frontend" ... */
  kind: string;
  /** The words behind the kind: its name, `from` and another name. */
  words: readonly string[];
  place: Place;
  lines: Line[];
}

const sectionKinds = new Set(
  `global defaults frontend backend listen peers resolvers userlist mailers program cache ring log-forward fcgi-app
  http-errors crt-store traces acme log-profile`.split(/\s+/),
);

const mostLines = 200_000;

export function parseHaproxy(file: string, text: string, warnings: AuditWarning[]): Section[] {
  const sections: Section[] = [];
  const lines = text.split('\n', mostLines + 1);
  for (const [index, source] of lines.slice(0, mostLines).entries()) {
    const place = { file, line: index + 1 };
    const { words, fault } = splitWords(source);
    if (fault !== undefined) warnings.push({ ...place, ...fault });
    const [first] = words;
    if (first === undefined) continue;
    if (sectionKinds.has(first)) {
      sections.push({ kind: first, words: words.slice(1), place, lines: [] });
      continue;
    }
    const section = sections.at(-1);
    if (section !== undefined) section.lines.push({ words, place });
    // Conditional blocks and the like may stand before the first section.
    else if (!first.startsWith('.'))
      warnings.push({
        ...place,
        column: source.indexOf(first) + 1,
        message: `"${first}" stands outside of any section`,
      });
  }
  if (lines.length > mostLines)
    warnings.push({ file, line: mostLines, message: `more than ${mostLines} lines: the rest is not read` });
  return sections;
}

interface Words {
  words: string[];
  fault?: { column: number; message: string };
}

function splitWords(source: string): Words {
  const words: string[] = [];
  let word: string | undefined;
  for (let offset = 0; offset < source.length; offset += 1) {
    const character = source[offset] ?? '';
    if (character === '#') break;
    if (character === '"' || character === "'") {
      const end = closingQuote(source, offset);
      if (end < 0) {
        words.push(...(word === undefined ? [] : [word]));
        return {
          words,
          fault: { column: offset + 1, message: 'the quote that begins here is never closed' },
        };
      }
      word = `${word ?? ''}${source.slice(offset + 1, end)}`;
      offset = end;
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      if (character === '\\') offset += 1;
      word = `${word ?? ''}${source[offset] ?? ''}`;
    }
  }
  return { words: word === undefined ? words : [...words, word] };
}

function closingQuote(source: string, offset: number): number {
  const quote = source[offset] ?? '';
  for (let end = offset + 1; end < source.length; end += 1) {
    if (source[end] === quote) return end;
    if (quote === '"' && source[end] === '\\') end += 1;
  }
  return -1;
}
