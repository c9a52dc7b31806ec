/**
 * Aligned columns of plain text.
 */

export type Alignment = 'left' | 'right';

/** One line per row, columns two blanks apart; the last one is not padded. */
export function columns(rows: readonly (readonly string[])[], alignments: readonly Alignment[]): string[] {
  const widths = columnWidths(rows);
  return rows.map((row) => rowLine(row, widths, alignments));
}

/** Rows whose columns are measured together: enough to look even, few enough that a million rows need no memory. */
const pageRows = 500;

/** A long table, page by page, under one head; columns only ever grow from page to page. `row` is absent on the head. */
export function* pagedColumns<Row>(
  head: readonly string[],
  rows: Iterable<Row>,
  cellsOf: (row: Row) => string[],
  alignments: readonly Alignment[],
): Generator<{ line: string; row?: Row }> {
  let widths = columnWidths([head]);
  let headPending = true;
  for (const page of pages(rows)) {
    const cells = page.map(cellsOf);
    widths = columnWidths([widths.map((width) => ' '.repeat(width)), ...cells]);
    if (headPending) yield { line: rowLine(head, widths, alignments) };
    headPending = false;
    for (const [i, row] of page.entries()) yield { line: rowLine(cells[i] ?? [], widths, alignments), row };
  }
}

function* pages<Row>(rows: Iterable<Row>): Generator<Row[]> {
  let page: Row[] = [];
  for (const row of rows) {
    page.push(row);
    if (page.length < pageRows) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

function columnWidths(rows: Iterable<readonly string[]>): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  }
  return widths;
}

function rowLine(
  row: readonly string[],
  widths: readonly number[],
  alignments: readonly Alignment[],
): string {
  const cells = row.map((cell, i) =>
    alignments[i] === 'right' ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0),
  );
  return cells.join('  ').trimEnd();
}
