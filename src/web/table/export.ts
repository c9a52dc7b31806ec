/** Rows as files: CSV for spreadsheets (RFC 4180), JSON for scripts. */
import type { ConnectionColumns } from '../../engine/index.ts';

const ROWS_A_PIECE = 10_000;

type Cell = string | number;

export function csvPieces(data: ConnectionColumns, rows: Uint32Array, names: readonly string[]): string[] {
  const line = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;
  return [line(names), ...pieces(rows, (row) => line(names.map((name) => cellOf(data, name, row))))];
}

export function jsonExport(data: ConnectionColumns, rows: Uint32Array, names: readonly string[]): string[] {
  let first = true;
  const body = pieces(rows, (row) => {
    const before = first ? '\n' : ',\n';
    first = false;
    return before + JSON.stringify(Object.fromEntries(names.map((name) => [name, cellOf(data, name, row)])));
  });
  return ['[', ...body, '\n]\n'];
}

export function cellOf({ columns }: ConnectionColumns, name: string, row: number): Cell {
  const column = columns[name];
  if (column === undefined) return '';
  return column.kind === 'text'
    ? (column.texts[column.codes[row] as number] as string)
    : (column.values[row] as number);
}

/** A name out of a capture that begins like a formula is none: spreadsheets would run it. */
function csvCell(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function pieces(rows: Uint32Array, write: (row: number) => string): string[] {
  const found: string[] = [];
  for (let at = 0; at < rows.length; at += ROWS_A_PIECE) {
    let piece = '';
    for (const row of rows.subarray(at, at + ROWS_A_PIECE)) piece += write(row);
    found.push(piece);
  }
  return found;
}
