/** A core without a tracker, for tests of its parts. */
import { Core, type CoreHooks } from '../../src/flow/core.ts';
import type { RowStore } from '../../src/flow/row-store.ts';

const unexpected = (): never => {
  throw new Error('a hook that this test does not expect');
};

export function loneCore(hooks: Partial<CoreHooks> = {}, hashSeed = 0, mostRows?: number): Core {
  const none: CoreHooks = {
    rst: unexpected,
    acknowledged: unexpected,
    unseen: unexpected,
    payload: unexpected,
    established: unexpected,
    fin: unexpected,
    closing: unexpected,
    survived: unexpected,
    handshake: unexpected,
    alert: unexpected,
  };
  return new Core(hashSeed, { ...none, ...hooks }, mostRows);
}

/** Puts a four-tuple in hand: the segment goes from A to B. */
export function holdTuple(
  core: Core,
  addressA: readonly number[],
  addressB: readonly number[],
  portA: number,
  portB: number,
): void {
  const bytes = new Uint8Array(core.view.buffer, core.segment.at * 4, 32);
  bytes.set(addressA, 0);
  bytes.set(addressB, 16);
  core.segment.ipVersion = addressA.length === 4 ? 4 : 6;
  core.segment.sourcePort = portA;
  core.segment.destinationPort = portB;
}

/** Opens a row for the four-tuple in hand; its record, which these tests do not look at, is the same for all. */
export function openRow(core: Core, rows: RowStore, previous = -1): number {
  core.calls.addSlot(0);
  core.refresh();
  return rows.open(previous, 0);
}
