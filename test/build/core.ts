/** A core without a tracker, for tests of its parts. */
import { Core, type CoreHooks } from '../../src/flow/core.ts';

const unexpected = (): never => {
  throw new Error('a hook that this test does not expect');
};

export function loneCore(hooks: Partial<CoreHooks> = {}, hashSeed = 0, mostRows = 100_000): Core {
  const none: CoreHooks = {
    rst: unexpected,
    acknowledged: unexpected,
    unseen: unexpected,
    payload: unexpected,
    fin: unexpected,
    lateRst: unexpected,
    drain: unexpected,
    over: unexpected,
    hello: unexpected,
    handshake: unexpected,
    alert: unexpected,
  };
  return new Core({ hashSeed, keepAll: false, mostKept: 1000, mostRows }, { ...none, ...hooks });
}

/** Puts a four-tuple in hand: the segment goes from A to B. */
export function holdTuple(
  core: Core,
  addressA: readonly number[],
  addressB: readonly number[],
  portA: number,
  portB: number,
): void {
  core.refresh();
  const bytes = new Uint8Array(core.view.buffer, core.segment.at * 4, 32);
  bytes.set(addressA, 0);
  bytes.set(addressB, 16);
  core.segment.ipVersion = addressA.length === 4 ? 4 : 6;
  core.segment.sourcePort = portA;
  core.segment.destinationPort = portB;
}

/** Opens a row, and its record, for the four-tuple in hand. -1: there is no room. */
export function openRow(core: Core, previous = -1): number {
  core.calls.open(previous);
  core.refresh();
  return core.segment.row;
}
