/**
 * Four-tuple → row, by open addressing over typed arrays: no string keys, no allocation per lookup.
 * The hash is symmetric, so that both directions of a connection meet in one entry.
 */
import type { RowStore } from './row-store.ts';

const INITIAL_SLOTS = 1 << 16;

export class FlowTable {
  private readonly store: RowStore;
  private readonly seed: number;
  /** Two integers a slot: row + 1 (0 where empty), and the hash. Side by side, so that a look costs one cache line. */
  private slots: Int32Array = new Int32Array(INITIAL_SLOTS * 2);
  private used = 0;
  /** The row found last: packets come in bursts, and more than half belong to the connection of the packet before. */
  private lastRow = -1;
  /** After `find`: 0 where the packet goes from A to B, 1 from B to A. */
  direction: 0 | 1 = 0;

  constructor(store: RowStore, seed: number) {
    this.store = store;
    this.seed = seed;
  }

  /** The row of the packet's connection, or -1. */
  find(
    view: DataView,
    version: number,
    source: number,
    destination: number,
    sourcePort: number,
    destinationPort: number,
  ): number {
    const { lastRow, store } = this;
    if (lastRow >= 0) {
      const match = store.match(lastRow, view, version, source, destination, sourcePort, destinationPort);
      if (match !== 0) {
        this.direction = match === 1 ? 0 : 1;
        return lastRow;
      }
    }
    return this.search(view, version, source, destination, sourcePort, destinationPort);
  }

  private search(
    view: DataView,
    version: number,
    source: number,
    destination: number,
    sourcePort: number,
    destinationPort: number,
  ): number {
    const { slots, store } = this;
    const mask = slots.length / 2 - 1;
    const hash = hashOf(view, version, source, destination, sourcePort, destinationPort, this.seed);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const row = slots[slot * 2] as number;
      if (row === 0) return -1;
      if (slots[slot * 2 + 1] !== hash) continue;
      const match = store.match(row - 1, view, version, source, destination, sourcePort, destinationPort);
      if (match === 0) continue;
      this.direction = match === 1 ? 0 : 1;
      this.lastRow = row - 1;
      return row - 1;
    }
  }

  /** Enters a row under the hash of a packet that `find` did not know. */
  insert(hash: number, row: number): void {
    if (this.used * 4 >= this.slots.length) this.grow();
    this.place(hash, row + 1);
    this.used++;
  }

  /** Points the four-tuple of `oldRow` at its next incarnation. */
  replace(hash: number, oldRow: number, newRow: number): void {
    const { slots } = this;
    const mask = slots.length / 2 - 1;
    let slot = hash & mask;
    while (slots[slot * 2] !== oldRow + 1) slot = (slot + 1) & mask;
    slots[slot * 2] = newRow + 1;
    this.lastRow = newRow;
  }

  private place(hash: number, value: number): void {
    const { slots } = this;
    const mask = slots.length / 2 - 1;
    let slot = hash & mask;
    while (slots[slot * 2] !== 0) slot = (slot + 1) & mask;
    slots[slot * 2] = value;
    slots[slot * 2 + 1] = hash;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Int32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 2) {
      const value = old[at] as number;
      if (value !== 0) this.place(old[at + 1] as number, value);
    }
  }
}

/**
 * Symmetric hash of a packet's four-tuple. Address and port are mixed in one after the other, so that hosts of one
 * network do not meet on neighbouring ports; the seed keeps those who write captures from choosing who meets whom.
 */
export function hashOf(
  view: DataView,
  version: number,
  source: number,
  destination: number,
  sourcePort: number,
  destinationPort: number,
  seed: number,
): number {
  let a = mixWord(seed, view.getInt32(source));
  let b = mixWord(seed, view.getInt32(destination));
  if (version === 6) {
    a = mixWord(
      mixWord(mixWord(a, view.getInt32(source + 4)), view.getInt32(source + 8)),
      view.getInt32(source + 12),
    );
    b = mixWord(
      mixWord(mixWord(b, view.getInt32(destination + 4)), view.getInt32(destination + 8)),
      view.getInt32(destination + 12),
    );
  }
  const left = mixWord(a, sourcePort);
  const right = mixWord(b, destinationPort);
  let hash = (left + right) ^ Math.imul(left ^ right, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

function mixWord(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ (word | 0), 0x85ebca6b);
  return mixed ^ (mixed >>> 16);
}
