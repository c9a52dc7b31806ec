/**
 * When a server's connections lived, how they ended and what they spoke, healthy ones included. Taken from each row as
 * it is written: to read all rows again after the capture takes longer, and memory that the process does not have yet.
 */
import { RowAt, type RowStore } from './row-store.ts';

/** Codes of ending.ts's lists, as rows store them. */
const ENDED_BY_SERVER = 2;
const REFUSED = 4;

export class ServerLives {
  /** Its connections that were used: they had an answer. */
  readonly usedRows: number[] = [];
  /** When those began, and when those of them that ended did. */
  readonly startsNs: number[] = [];
  readonly endsNs: number[] = [];
  /** The most answers that one had. */
  mostTurns = 0;
  /** What their clients spoke. */
  httpClients = 0;
  tlsClients = 0;
  /** When the server ended connections, and when it refused some. */
  readonly endedByServerNs: number[] = [];
  readonly refusedNs: number[] = [];

  /** Takes the row of a connection that is over. */
  add(rows: RowStore, row: number): void {
    if (rows.getU8(row, RowAt.ending) === REFUSED) this.refusedNs.push(rows.getF64(row, RowAt.startNs));
    else if (rows.getU8(row, RowAt.endedBy) === ENDED_BY_SERVER)
      this.endedByServerNs.push(rows.getF64(row, RowAt.endNs));
    const turns = rows.getU32(row, RowAt.turns);
    if (turns === 0) return;
    if (turns > this.mostTurns) this.mostTurns = turns;
    this.countProtocol(rows.getU8(row, RowAt.protocol));
    this.usedRows.push(row);
    this.startsNs.push(rows.getF64(row, RowAt.startNs));
    if (rows.getU32(row, RowAt.endFrame) !== 0) this.endsNs.push(rows.getF64(row, RowAt.endNs));
  }

  /** Codes of row-writer's protocol list: 1..2 HTTP/1, 4..8 TLS. */
  private countProtocol(code: number): void {
    if (code === 1 || code === 2) this.httpClients++;
    else if (code > 4) this.tlsClients++;
  }
}
