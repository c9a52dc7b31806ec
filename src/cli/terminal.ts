/**
 * Where output goes: results to standard output, notes to standard error, and what the terminal can show.
 */
import { once } from 'node:events';
import { isTerminal, standardStream, write } from './standard-streams.ts';

export interface GlobalOptions {
  color: 'auto' | 'always' | 'never';
  quiet?: boolean;
}

/** Width for a pipe or a file, where nobody can tell. */
const defaultColumns = 80;
const leastColumns = 40;

/** https://no-color.org: any value but the empty one asks for none. */
export function useColor({ color }: GlobalOptions): boolean {
  if (color !== 'auto') return color === 'always';
  return isTerminal(1) && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}

export function terminalColumns(): number {
  const columns = isTerminal(1) ? standardStream(1).columns : Number(process.env.COLUMNS);
  return Number.isInteger(columns) && columns > 0 ? Math.max(leastColumns, columns) : defaultColumns;
}

export function note(text: string, { quiet }: GlobalOptions): void {
  if (!quiet) write(2, `whyreset: ${text}\n`);
}

/** Writes pieces of any number and size, in blocks, no faster than they are taken. */
export async function writeOut(pieces: Iterable<string>): Promise<void> {
  let block = '';
  for (const piece of pieces) {
    block += piece;
    if (block.length < 1 << 16) continue;
    if (!write(1, block)) await once(standardStream(1), 'drain');
    block = '';
  }
  if (block !== '') write(1, block);
}

export function* lineByLine(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}
