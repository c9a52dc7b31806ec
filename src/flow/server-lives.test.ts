import { expect, test } from 'vitest';
import { holdTuple, loneCore, openRow } from '../../test/build/core.ts';
import { protocols } from './connection.ts';
import { enders, endings } from './ending.ts';
import { RowAt, RowStore } from './row-store.ts';
import { ServerLives } from './server-lives.ts';

interface Row {
  turns: number;
  protocol: (typeof protocols)[number];
  ending: (typeof endings)[number];
  endedBy: (typeof enders)[number];
  startNs: number;
  /** Absent: still open when the capture ended. */
  endNs: number;
}

function livesOf(rows: readonly Partial<Row>[]): ServerLives {
  const core = loneCore();
  const store = new RowStore(core);
  const lives = new ServerLives();
  for (const { turns = 1, protocol = 'tls1.3', startNs = 0, endNs, ending = 'orderly', endedBy } of rows) {
    holdTuple(core, [10, 0, 0, 1], [192, 0, 2, 1], 40_000 + store.count, 443);
    const row = openRow(core, store);
    store.setU32(row, RowAt.turns, turns);
    store.setU8(row, RowAt.protocol, protocols.indexOf(protocol));
    store.setU8(row, RowAt.ending, endings.indexOf(ending));
    store.setU8(row, RowAt.endedBy, enders.indexOf(endedBy ?? 'client'));
    store.setF64(row, RowAt.startNs, startNs);
    store.setF64(row, RowAt.endNs, endNs ?? 0);
    store.setU32(row, RowAt.endFrame, endNs === undefined ? 0 : 1);
    lives.add(store, row);
  }
  return lives;
}

test('connections that were used tell when they lived, open ones have no end', () => {
  const lives = livesOf([
    { startNs: 1, endNs: 9 },
    { startNs: 3, endNs: 4, turns: 0 },
    { startNs: 2, endedBy: 'none', ending: 'open' },
  ]);
  expect(lives).toMatchObject({ usedRows: [0, 2], startsNs: [1, 2], endsNs: [9] });
});

test('what the server ended and what it refused are kept apart', () => {
  const lives = livesOf([
    { endedBy: 'server', ending: 'reset', endNs: 5 },
    { endedBy: 'server', ending: 'refused', startNs: 6, endNs: 7, turns: 0 },
    { endedBy: 'client', ending: 'reset', endNs: 8 },
  ]);
  expect(lives).toMatchObject({ endedByServerNs: [5], refusedNs: [6] });
});

test('clients are counted by what they spoke, those that were answered', () => {
  const lives = livesOf([
    { protocol: 'http/1.1', turns: 12 },
    { protocol: 'http/1.0', turns: 3 },
    { protocol: 'tls1.2' },
    { protocol: 'tls1.3', turns: 0 },
    { protocol: 'tcp' },
  ]);
  expect(lives).toMatchObject({ httpClients: 2, tlsClients: 1, mostTurns: 12 });
});
