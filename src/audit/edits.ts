/** Edits of files, and the unified diff that shows them, as `git apply` and `patch -p1` take it. */
import { createTwoFilesPatch } from 'diff';
import type { Fix } from './document.ts';

export interface FileEdit {
  file: string;
  before: string;
  after: string;
}

/** The text with the line replaced; undefined where the line is not what the fix was made for. */
export function applyFix(text: string, { line, from, to }: Fix): string | undefined {
  const lines = text.split('\n');
  const current = lines[line - 1];
  if (current === undefined || current.replace(/\r$/, '') !== from) return undefined;
  const end = current.endsWith('\r') ? '\r' : '';
  lines[line - 1] = to.replaceAll('\n', `${end}\n`) + end;
  return lines.join('\n');
}

export function unifiedDiff({ file, before, after }: FileEdit): string[] {
  const path = file.replace(/^(?:\.?\/)+/, '');
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
  });
  const lines = patch.split('\n');
  return lines.slice(lines.findIndex((line) => line.startsWith('--- '))).filter((line) => line !== '');
}
