/**
 * What the rows of each server's connections say together, healthy ones included: when they lived, how they ended, what
 * they spoke. All rows are read once, in order: a pass per question and server would read a large capture's ten times.
 */
import type { RowStore } from '../flow/row-store.ts';

/** Codes of ending.ts's lists, as rows store them. */
const ENDED_BY_SERVER = 2;
const REFUSED = 4;

export interface ServerRows {
  rows: number[];
  /** Protocols of its connections that were used. */
  tlsClients: number;
  httpClients: number;
  /** The most turns that any connection had. */
  mostTurns: number;
  /** When its connections that were used began, and when those of them that ended did. */
  startsNs: number[];
  endsNs: number[];
  /** When it ended connections, and when it refused some. */
  endedByServerNs: number[];
  refusedNs: number[];
}

/** By the servers' ids. */
export function readServerRows(store: RowStore, servers: number): ServerRows[] {
  const found = Array.from({ length: servers }, noRows);
  for (let row = 0; row < store.count; row++) {
    const server = found[store.getU32(row, 'server')] as ServerRows;
    server.rows.push(row);
    if (store.getU8(row, 'ending') === REFUSED) server.refusedNs.push(store.getF64(row, 'startNs'));
    else if (store.getU8(row, 'endedBy') === ENDED_BY_SERVER)
      server.endedByServerNs.push(store.getF64(row, 'endNs'));
    const turns = store.getU32(row, 'turns');
    if (turns === 0) continue;
    if (turns > server.mostTurns) server.mostTurns = turns;
    countProtocol(server, store.getU8(row, 'protocol'));
    server.startsNs.push(store.getF64(row, 'startNs'));
    if (store.getU32(row, 'endFrame') !== 0) server.endsNs.push(store.getF64(row, 'endNs'));
  }
  return found;
}

function noRows(): ServerRows {
  return {
    rows: [],
    tlsClients: 0,
    httpClients: 0,
    mostTurns: 0,
    startsNs: [],
    endsNs: [],
    endedByServerNs: [],
    refusedNs: [],
  };
}

/** Codes of row-writer's protocol list: 1..2 HTTP/1, 4..8 TLS. */
function countProtocol(server: ServerRows, code: number): void {
  if (code === 1 || code === 2) server.httpClients++;
  else if (code > 4) server.tlsClients++;
}
