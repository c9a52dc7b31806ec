/**
 * Prose in columns. Works on uncoloured text: wrap first, colour afterwards.
 */

/** Lines longer than this are hard to read, however wide the terminal. */
export const mostProseColumns = 100;

/** Breaks text at blanks so that each line, indented, fits `width`. A word that is too long stands alone and sticks out. */
export function wrap(
  text: string,
  width: number,
  indent: string = '',
  firstIndent: string = indent,
): string[] {
  const lines: string[] = [];
  let line = firstIndent;
  let empty = true;
  for (const word of text.split(' ')) {
    if (word === '') continue;
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  if (!empty) lines.push(line);
  return lines;
}

/** A label in its own column and the text beside it: the shape of every fact in a report. */
export function labelled(
  label: string,
  text: string,
  width: number,
  indent: string,
  labelWidth: number,
): string[] {
  const hanging = indent + ' '.repeat(labelWidth);
  return wrap(text, width, hanging, indent + label.padEnd(labelWidth));
}
