/**
 * Where connections in progress live: one record each, in the core's memory. Slots of healthy connections are used again;
 * those of connections that ended badly stay, so that what a verdict cites is still there.
 */
import { type Connection, Extras } from './connection.ts';
import type { Core } from './core.ts';
import type { View } from './record.ts';
import { APP_AFTER_SIDE, EXCHANGE_AT, FIRST_AT, RECORD_UNITS, SECOND_AT, SLOT_SHIFT } from './record-map.ts';

export class ConnectionSlab {
  private readonly core: Core;
  private readonly extras: (Extras | null)[] = [];
  private readonly free: number[] = [];
  private slots = 0;

  constructor(core: Core) {
    this.core = core;
  }

  /** Takes a slot for a new connection. */
  take(): number {
    const reused = this.free.pop();
    const slot = reused ?? this.slots++;
    if (reused === undefined) this.core.calls.addSlot(slot);
    this.core.refresh();
    this.extras[slot] = new Extras();
    return slot;
  }

  give(slot: number): void {
    this.extras[slot] = null;
    this.free.push(slot);
  }

  /** Moves a view (and the views in it) to a slot. */
  place(connection: Connection, slot: number): Connection {
    if (connection.i32 !== this.core.ints) this.bind(connection);
    const { exchange, sides } = connection;
    const [first, second] = sides;
    connection.slot = slot;
    const fat = this.core.recordAt(slot, SLOT_SHIFT, RECORD_UNITS);
    move(connection, fat);
    move(exchange, fat + EXCHANGE_AT);
    move(first, fat + FIRST_AT);
    move(first.app, fat + FIRST_AT + APP_AFTER_SIDE);
    move(second, fat + SECOND_AT);
    move(second.app, fat + SECOND_AT + APP_AFTER_SIDE);
    return connection;
  }

  private bind(connection: Connection): void {
    const { exchange, sides } = connection;
    connection.extrasBySlot = this.extras;
    connection.core = this.core;
    exchange.calls = this.core.calls;
    for (const view of [connection, exchange, sides[0], sides[0].app, sides[1], sides[1].app]) {
      view.i32 = this.core.ints;
      view.f64 = this.core.floats;
    }
  }
}

function move(view: View, fat: number): void {
  view.at = fat * 2;
  view.fat = fat;
}
