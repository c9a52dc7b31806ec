import { expect, test } from 'vitest';
import { enders, endings } from '../flow/ending.ts';
import { RowStore } from '../flow/row-store.ts';
import { protocols } from '../flow/row-writer.ts';
import { readServerRows } from './server-rows.ts';

interface Row {
  server: number;
  turns: number;
  protocol: (typeof protocols)[number];
  ending: (typeof endings)[number];
  endedBy: (typeof enders)[number];
  startNs: number;
  /** Null: still open when the capture ended. */
  endNs: number | null;
}

function storeOf(rows: readonly Partial<Row>[]): RowStore {
  const store = new RowStore();
  for (const { server = 0, turns = 1, protocol = 'tls1.3', startNs = 0, endNs = null, ...end } of rows) {
    const row = store.add();
    store.setU32(row, 'server', server);
    store.setU32(row, 'turns', turns);
    store.setU8(row, 'protocol', protocols.indexOf(protocol));
    store.setU8(row, 'ending', endings.indexOf(end.ending ?? 'orderly'));
    store.setU8(row, 'endedBy', enders.indexOf(end.endedBy ?? 'client'));
    store.setF64(row, 'startNs', startNs);
    store.setF64(row, 'endNs', endNs ?? 0);
    store.setU32(row, 'endFrame', endNs === null ? 0 : 1);
  }
  return store;
}

test('each server has its own rows, in order', () => {
  const servers = readServerRows(storeOf([{ server: 1 }, { server: 0 }, { server: 1 }]), 3);
  expect(servers.map(({ rows }) => rows)).toEqual([[1], [0, 2], []]);
});

test('connections that were used tell when they lived, open ones have no end', () => {
  const [server] = readServerRows(
    storeOf([{ startNs: 1, endNs: 9 }, { startNs: 2 }, { startNs: 3, endNs: 4, turns: 0 }]),
    1,
  );
  expect(server).toMatchObject({ startsNs: [1, 2], endsNs: [9] });
});

test('what the server ended and what it refused are kept apart', () => {
  const [server] = readServerRows(
    storeOf([
      { endedBy: 'server', ending: 'reset', endNs: 5 },
      { endedBy: 'server', ending: 'refused', startNs: 6, endNs: 7, turns: 0 },
      { endedBy: 'client', ending: 'reset', endNs: 8 },
    ]),
    1,
  );
  expect(server).toMatchObject({ endedByServerNs: [5], refusedNs: [6] });
});

test('clients are counted by what they spoke, those that were answered', () => {
  const [server] = readServerRows(
    storeOf([
      { protocol: 'http/1.1', turns: 12 },
      { protocol: 'http/1.0', turns: 3 },
      { protocol: 'tls1.2' },
      { protocol: 'tls1.3', turns: 0 },
      { protocol: 'tcp' },
    ]),
    1,
  );
  expect(server).toMatchObject({ httpClients: 2, tlsClients: 1, mostTurns: 12 });
});
