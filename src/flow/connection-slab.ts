/**
 * Where connections in progress live: one slab of records, one slot a connection. Slots of healthy connections are
 * used again; those of connections that ended badly stay, so that what a verdict cites is still there.
 */
import { appStreamLayout } from './app-stream.ts';
import { type Connection, connectionLayout, Extras } from './connection.ts';
import { exchangeLayout } from './exchange.ts';
import type { View } from './record.ts';
import { sideLayout } from './side.ts';

const INITIAL_SLOTS = 1024;

/** A record, in units of 8 bytes: the connection's fields, its exchange's, then those of each side and its byte stream. */
export const EXCHANGE_AT: number = connectionLayout.units;
export const FIRST_AT: number = EXCHANGE_AT + exchangeLayout.units;
export const APP_AFTER_SIDE: number = sideLayout.units;
const SIDE_UNITS = sideLayout.units + appStreamLayout.units;
export const SECOND_AT: number = FIRST_AT + SIDE_UNITS;
export const RECORD_UNITS: number = SECOND_AT + SIDE_UNITS;

export class ConnectionSlab {
  /** Grows by doubling; views notice that it has moved when they are placed. */
  floats: Float64Array = new Float64Array(INITIAL_SLOTS * RECORD_UNITS);
  ints: Int32Array = new Int32Array(this.floats.buffer);
  private readonly extras: (Extras | null)[] = [];
  private readonly free: number[] = [];
  private slots = 0;

  /** Takes a slot, zeroed, for a new connection. */
  take(): number {
    const reused = this.free.pop();
    const slot = reused ?? this.slots++;
    if (slot * RECORD_UNITS === this.floats.length) this.grow();
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
    const { exchange, sides } = connection;
    const [first, second] = sides;
    connection.slot = slot;
    const fat = slot * RECORD_UNITS;
    move(connection, fat);
    move(exchange, fat + EXCHANGE_AT);
    move(first, fat + FIRST_AT);
    move(first.app, fat + FIRST_AT + sideLayout.units);
    move(second, fat + SECOND_AT);
    move(second.app, fat + SECOND_AT + sideLayout.units);
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
    const floats = new Float64Array(this.floats.length * 2);
    floats.set(this.floats);
    this.floats = floats;
    this.ints = new Int32Array(floats.buffer);
  }

  private clear(slot: number): void {
    this.floats.fill(0, slot * RECORD_UNITS, (slot + 1) * RECORD_UNITS);
  }
}

function move(view: View, fat: number): void {
  view.at = fat * 2;
  view.fat = fat;
}
