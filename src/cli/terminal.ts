/**
 * Where output goes: results to standard output, notes to standard error, and what the terminal can show.
 */
import { once } from 'node:events';

export interface GlobalOptions {
  color: 'auto' | 'always' | 'never';
  quiet?: boolean;
}

/** Width for a pipe or a file, where nobody can tell. */
const defaultColumns = 80;
const leastColumns = 40;

/** A reader that has seen enough (`| head`) is no error, and the process ends quietly; a full disk is one. */
export function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    process.stderr.write(`whyreset: the output could not be written: ${error.message}\n`);
    process.exit(2);
  });
  // Nobody is left to be told about a broken standard error.
  process.stderr.on('error', () => {});
}

/** https://no-color.org: any value but the empty one asks for none. */
export function useColor({ color }: GlobalOptions): boolean {
  if (color !== 'auto') return color === 'always';
  return process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}

export function terminalColumns(): number {
  const columns = process.stdout.columns ?? Number(process.env.COLUMNS);
  return Number.isInteger(columns) && columns > 0 ? Math.max(leastColumns, columns) : defaultColumns;
}

export function note(text: string, { quiet }: GlobalOptions): void {
  if (!quiet) process.stderr.write(`whyreset: ${text}\n`);
}

/** Writes pieces of any number and size, in blocks, no faster than they are taken. */
export async function writeOut(pieces: Iterable<string>): Promise<void> {
  let block = '';
  for (const piece of pieces) {
    block += piece;
    if (block.length < 1 << 16) continue;
    if (!process.stdout.write(block)) await once(process.stdout, 'drain');
    block = '';
  }
  if (block !== '') process.stdout.write(block);
}

export function* lineByLine(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}
