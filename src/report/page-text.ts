/**
 * A page of ours (Markdown, made for 80 columns) on a terminal: the text as it is, with headings and code made to stand out.
 */
import { createStyle, type Style } from './style.ts';

export function pageText(markdown: string, color: boolean): string[] {
  const style = createStyle(color);
  let fenced = false;
  return markdown
    .trimEnd()
    .split('\n')
    .map((line) => {
      if (line.startsWith('```')) {
        fenced = !fenced;
        return style.dim(line);
      }
      return fenced ? style.cyan(line) : proseLine(line, style);
    });
}

function proseLine(line: string, style: Style): string {
  if (line.startsWith('#')) return style.bold(line);
  return line
    .replace(/\*\*[^*]+\*\*/g, (strong) => style.bold(strong))
    .replace(/`[^`]+`/g, (code) => style.cyan(code));
}
