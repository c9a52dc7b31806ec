/**
 * When a server's connections lived, how they ended, healthy ones included. Their rows are linked, so this costs nothing
 * while a capture is read.
 */
import { enders, endings } from './ending.ts';
import { RowAt, type RowStore } from './row-store.ts';

const REFUSED = endings.indexOf('refused');
const BY_SERVER = enders.indexOf('server');

export interface ServerLives {
  /** Its connections that were used: they had an answer. */
  usedRows: number[];
  /** When those began, and when those of them that ended did. */
  startsNs: number[];
  endsNs: number[];
  /** When the server ended connections, and when it refused some. */
  endedByServerNs: number[];
  refusedNs: number[];
}

/** Of the connections from `firstRow` (a row + 1) on. */
export function livesOf(rows: RowStore, firstRow: number): ServerLives {
  const lives: ServerLives = { usedRows: [], startsNs: [], endsNs: [], endedByServerNs: [], refusedNs: [] };
  for (let next = firstRow; next !== 0; next = rows.getU32(next - 1, RowAt.nextOfServer))
    addRow(lives, rows, next - 1);
  return lives;
}

function addRow(lives: ServerLives, rows: RowStore, row: number): void {
  if (rows.getU8(row, RowAt.ending) === REFUSED) lives.refusedNs.push(rows.getF64(row, RowAt.startNs));
  else if (rows.getU8(row, RowAt.endedBy) === BY_SERVER)
    lives.endedByServerNs.push(rows.getF64(row, RowAt.endNs));
  if (rows.getU32(row, RowAt.turns) === 0) return;
  lives.usedRows.push(row);
  lives.startsNs.push(rows.getF64(row, RowAt.startNs));
  if (rows.getU32(row, RowAt.endFrame) !== 0) lives.endsNs.push(rows.getF64(row, RowAt.endNs));
}
