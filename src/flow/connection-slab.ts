/**
 * Where connections in progress live: one record each, in the core's memory (core/slots.ts), and beside it what numbers
 * cannot hold.
 */
import type { Connection } from './connection.ts';
import type { Core } from './core.ts';
import type { Extras } from './extras.ts';
import { APP_AFTER_SIDE, EXCHANGE_AT, FIRST_AT, RECORD_UNITS, SECOND_AT, SLOT_SHIFT } from './record-map.ts';

export class ConnectionSlab {
  private readonly core: Core;
  private readonly extras: (Extras | null)[] = [];

  constructor(core: Core) {
    this.core = core;
  }

  /** The connection that had the slot is over, and what it had beside its numbers is not needed any more. */
  dropExtras(slot: number): void {
    this.extras[slot] = null;
  }

  /** Moves a view (and the views in it) to a slot. */
  place(connection: Connection, slot: number): Connection {
    const { ints, floats, calls } = this.core;
    const { exchange, sides } = connection;
    const [first, second] = sides;
    const fat = this.core.recordAt(slot, SLOT_SHIFT, RECORD_UNITS);
    connection.slot = slot;
    connection.extrasBySlot = this.extras;
    connection.core = this.core;
    exchange.calls = calls;
    connection.place(ints, floats, fat);
    exchange.place(ints, floats, fat + EXCHANGE_AT);
    first.place(ints, floats, fat + FIRST_AT);
    first.app.place(ints, floats, fat + FIRST_AT + APP_AFTER_SIDE);
    second.place(ints, floats, fat + SECOND_AT);
    second.app.place(ints, floats, fat + SECOND_AT + APP_AFTER_SIDE);
    return connection;
  }
}
