/**
 * Text out of a capture is written by strangers: a path can hold terminal escapes, a name can hold bidirectional
 * overrides (CVE-2021-42574). Everything that a report takes from a document goes through here.
 */

// Control, format (bidirectional and zero-width), unassigned and private characters, lone surrogates, line separators,
// and combining marks that could climb over the lines above.
const unsafe = /[\p{C}\p{Zl}\p{Zp}\p{Mn}\p{Me}]/gu;

const defaultMost = 300;

/** One printable line: unsafe characters become visible escapes, blanks collapse, and what is too long ends in "…". */
export function clean(text: string, most: number = defaultMost): string {
  // Cut first: a hostile name may be megabytes long, and each character can grow to ten.
  const start = text.slice(0, most * 2);
  const escaped = start.replace(/[\t\n\r ]+/g, ' ').replace(unsafe, visible);
  return shortened(start.length < text.length ? `${escaped}…` : escaped, most);
}

/** Cleans text of several lines (a configuration snippet), keeping its lines and indentation. */
export function cleanLines(text: string, mostLines: number = 60): string[] {
  const lines = text.slice(0, mostLines * defaultMost).split('\n', mostLines);
  return lines.map((line) => line.replaceAll('\t', '    ').replace(unsafe, visible));
}

/** At most `most` characters, counted as the terminal counts them. */
export function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, Math.max(0, most - 1)).join('')}…`;
}

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}
