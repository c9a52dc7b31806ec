/** A connection's record, in units of 8 bytes: its fields, its exchange's, those of each side and its byte stream, its ring. */
import { appStreamLayout } from './app-stream.ts';
import { connectionLayout } from './connection.ts';
import { exchangeLayout } from './exchange.ts';
import { sideLayout } from './side.ts';

/** Entries of the ring: the connection's last segments; a power of two. */
export const RING_SEGMENTS = 16;
/** A time, and six integers. */
export const RING_ENTRY_UNITS = 4;

/** Parts begin with a cache line: their first fields are those that nearly every segment touches. */
const LINE_UNITS = 8;
const lines = (units: number): number => Math.ceil(units / LINE_UNITS) * LINE_UNITS;

export const EXCHANGE_AT: number = lines(connectionLayout.units);
export const FIRST_AT: number = EXCHANGE_AT + lines(exchangeLayout.units);
export const APP_AFTER_SIDE: number = lines(sideLayout.units);
const SIDE_UNITS = APP_AFTER_SIDE + lines(appStreamLayout.units);
export const SECOND_AT: number = FIRST_AT + SIDE_UNITS;
export const RING_AT: number = SECOND_AT + SIDE_UNITS;
export const RECORD_UNITS: number = RING_AT + RING_SEGMENTS * RING_ENTRY_UNITS;

/** Records lie in chunks of so many (as a shift). */
export const SLOT_SHIFT = 8;
