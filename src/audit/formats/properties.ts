/** Java properties with lines: `key=value`, `key: value`, `key value`, continued lines, Spring's `#---` documents. */

export interface Property {
  key: string;
  value: string;
  line: number;
}

/** The documents of a file: one, unless Spring's separators divide it. */
export function readProperties(text: string): Property[][] {
  const documents: Property[][] = [[]];
  const lines = text.split(/\r\n|\n|\r/);
  for (let index = 0; index < lines.length; index += 1) {
    const line = (lines[index] ?? '').trimStart();
    if (/^[#!]---\s*$/.test(line)) documents.push([]);
    if (line === '' || /^[#!]/.test(line)) continue;
    const first = index + 1;
    const pieces = [line];
    while (/(?:^|[^\\])(?:\\\\)*\\$/.test(pieces.at(-1) ?? '') && index + 1 < lines.length) {
      index += 1;
      pieces.push((lines[index] ?? '').trimStart());
    }
    const whole = pieces.map((piece, at) => (at < pieces.length - 1 ? piece.slice(0, -1) : piece)).join('');
    documents.at(-1)?.push({ ...splitProperty(whole), line: first });
  }
  return documents;
}

function splitProperty(text: string): { key: string; value: string } {
  const found = /^((?:[^\\=:\s]|\\.)*)\s*(?:[=:]\s*)?(.*)$/s.exec(text);
  return { key: unescaped(found?.[1] ?? text), value: unescaped(found?.[2] ?? '').trimEnd() };
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
