import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdTuple, loneCore, openRow } from '../../test/build/core.ts';
import { Connection } from './connection.ts';
import { ConnectionSlab } from './connection-slab.ts';
import { RowStore } from './row-store.ts';
import { ServerTable } from './server-table.ts';
import type { Times } from './times.ts';

/** The idle times that a server's connections are said to have survived. */
function survived(idleNs: readonly number[], hashSeed: number): Times | undefined {
  const core = loneCore({}, hashSeed);
  core.calls.reserve(1000); // memory must not grow below the view of the exchange
  core.refresh();
  holdTuple(core, [10, 0, 0, 1], [192, 0, 2, 1], 40_000, 443);
  openRow(core);
  const { exchange } = new ConnectionSlab(core).place(new Connection(), 0);
  for (const ns of idleNs) {
    exchange.idleBeforeNs = ns;
    core.calls.noteSurvivedIdle(0);
  }
  core.refresh();
  return new ServerTable(core, new RowStore(core)).all[0]?.survivedIdleNs;
}

test('of any number of idle times, all are counted and the longest are kept', () => {
  const times = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(times, fc.integer({ min: 1, max: 100 }), fc.integer(), (some, repetitions, seed) => {
      const all = Array.from({ length: repetitions }, () => some).flat();
      const longest = survived(all, seed);
      expect(longest?.count).toBe(all.length);
      const kept = [...(longest?.values ?? [])].sort((a, b) => b - a);
      all.sort((a, b) => b - a);
      expect(kept.slice(0, 2048)).toEqual(all.slice(0, 2048));
      expect(kept.length).toBeLessThanOrEqual(4096);
    }),
    { numRuns: 30 },
  );
});

test('an idle time of nothing is kept too', () => {
  expect([...(survived([0, 0], 1)?.values ?? [])]).toEqual([0, 0]);
});
