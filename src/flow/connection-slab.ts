/**
 * Where connections in progress live: one slab of records, one slot a connection. Slots of healthy connections are
 * used again; those of connections that ended badly stay, so that what a verdict cites is still there.
 */
import { appStreamLayout } from './app-stream.ts';
import { type Connection, connectionLayout, Extras } from './connection.ts';
import { exchangeLayout } from './exchange.ts';
import { sideLayout } from './side.ts';

const INITIAL_SLOTS = 1024;

/** A record: the connection's fields, its exchange's, then those of each side and its byte stream. */
const firstSideAt = {
  ints: connectionLayout.ints + exchangeLayout.ints,
  floats: connectionLayout.floats + exchangeLayout.floats,
};
const perSide = {
  ints: sideLayout.ints + appStreamLayout.ints,
  floats: sideLayout.floats + appStreamLayout.floats,
};
const RECORD_INTS = firstSideAt.ints + 2 * perSide.ints;
const RECORD_FLOATS = firstSideAt.floats + 2 * perSide.floats;

export class ConnectionSlab {
  /** Grows by doubling; views notice that it has moved when they are placed. */
  private ints: Int32Array = new Int32Array(INITIAL_SLOTS * RECORD_INTS);
  private floats: Float64Array = new Float64Array(INITIAL_SLOTS * RECORD_FLOATS);
  private readonly extras: (Extras | null)[] = [];
  private readonly free: number[] = [];
  private slots = 0;

  /** Takes a slot, zeroed, for a new connection. */
  take(): number {
    const reused = this.free.pop();
    const slot = reused ?? this.slots++;
    if (slot * RECORD_INTS === this.ints.length) this.grow();
    this.extras[slot] = new Extras();
    if (reused !== undefined) this.clear(slot);
    return slot;
  }

  give(slot: number): void {
    this.extras[slot] = null;
    this.free.push(slot);
  }

  /** Moves a view (and the views in it) to a slot. */
  place(connection: Connection, slot: number): Connection {
    if (connection.i32 !== this.ints) this.bind(connection);
    const at = slot * RECORD_INTS;
    const fat = slot * RECORD_FLOATS;
    const { exchange, sides } = connection;
    const [first, second] = sides;
    connection.slot = slot;
    connection.at = at;
    connection.fat = fat;
    exchange.at = at + connectionLayout.ints;
    exchange.fat = fat + connectionLayout.floats;
    first.at = at + firstSideAt.ints;
    first.fat = fat + firstSideAt.floats;
    first.app.at = first.at + sideLayout.ints;
    first.app.fat = first.fat + sideLayout.floats;
    second.at = first.at + perSide.ints;
    second.fat = first.fat + perSide.floats;
    second.app.at = second.at + sideLayout.ints;
    second.app.fat = second.fat + sideLayout.floats;
    return connection;
  }

  private bind(connection: Connection): void {
    const { exchange, sides } = connection;
    connection.extrasBySlot = this.extras;
    for (const view of [connection, exchange, sides[0], sides[0].app, sides[1], sides[1].app]) {
      view.i32 = this.ints;
      view.f64 = this.floats;
    }
  }

  private grow(): void {
    const ints = new Int32Array(this.ints.length * 2);
    const floats = new Float64Array(this.floats.length * 2);
    ints.set(this.ints);
    floats.set(this.floats);
    this.ints = ints;
    this.floats = floats;
  }

  private clear(slot: number): void {
    this.ints.fill(0, slot * RECORD_INTS, (slot + 1) * RECORD_INTS);
    this.floats.fill(0, slot * RECORD_FLOATS, (slot + 1) * RECORD_FLOATS);
  }
}
