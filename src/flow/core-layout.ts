/** What the core (core) has to know of the records: scripts/core.mjs makes its classes and constants from this. */
import { ANY_RETRANSMISSION, Analysis } from './analysis-flags.ts';
import { Reader } from './app-reader.ts';
import { appStreamLayout } from './app-stream.ts';
import { Completeness, clientOpenings, connectionLayout, protocols } from './connection.ts';
import { coreSegmentLayout } from './core-segment.ts';
import { enders, endings } from './ending.ts';
import { exchangeLayout, Known, TurnState } from './exchange.ts';
import { Body } from './http1-messages.ts';
import type { Layout } from './record.ts';
import {
  APP_AFTER_SIDE,
  EXCHANGE_AT,
  FIRST_AT,
  RECORD_UNITS,
  RING_AT,
  RING_SEGMENTS,
  SECOND_AT,
  SLOT_SHIFT,
} from './record-map.ts';
import { IDLE_CLOSE_NS, ROW_BYTES, ROW_SHIFT, RowAt } from './row-store.ts';
import {
  CLOSE_GAP_AT,
  IDLE_CLOSE_AT,
  MAX_NAMINGS,
  MAX_TICKET_LENGTHS,
  NAMINGS_AT,
  SERVER_SHIFT,
  SERVER_UNITS,
  SURVIVED_AT,
  serverLayout,
  TICKET_LENGTHS_AT,
} from './server-facts.ts';
import { Life } from './server-lives.ts';
import { sideLayout } from './side.ts';
import { MAX_FIRST, MAX_LONGEST, timesLayout } from './times.ts';
import { MAX_RECORD } from './tls-stream.ts';

const UNIT = 8;
/** A finished connection waits this long for late segments before it is put away. */
const LINGER_NS = 15e9;

export const records: Record<string, Layout> = {
  Segment: coreSegmentLayout,
  Connection: connectionLayout,
  Exchange: exchangeLayout,
  Side: sideLayout,
  AppStream: appStreamLayout,
  Server: serverLayout,
  Times: timesLayout,
};

export const constants: Record<string, number> = {
  SEGMENT_BYTES: coreSegmentLayout.units * UNIT,
  EXCHANGE_BYTES_AT: EXCHANGE_AT * UNIT,
  FIRST_BYTES_AT: FIRST_AT * UNIT,
  SECOND_BYTES_AT: SECOND_AT * UNIT,
  APP_BYTES_AFTER_SIDE: APP_AFTER_SIDE * UNIT,
  RING_BYTES_AT: RING_AT * UNIT,
  RECORD_BYTES: RECORD_UNITS * UNIT,
  SLOT_SHIFT,
  ROW_BYTES,
  ROW_SHIFT,
  ...named('ROW_AT', RowAt),
  SERVER_BYTES: SERVER_UNITS * UNIT,
  SERVER_SHIFT,
  SURVIVED_BYTES_AT: SURVIVED_AT * UNIT,
  IDLE_CLOSE_BYTES_AT: IDLE_CLOSE_AT * UNIT,
  CLOSE_GAP_BYTES_AT: CLOSE_GAP_AT * UNIT,
  TICKET_LENGTHS_BYTES_AT: TICKET_LENGTHS_AT * UNIT,
  MAX_TICKET_LENGTHS,
  NAMINGS_BYTES_AT: NAMINGS_AT * UNIT,
  MAX_NAMINGS,
  MAX_FIRST,
  MAX_LONGEST,
  LINGER_NS,
  IDLE_CLOSE_NS,
  READER_TLS: Reader.tls,
  ...named('TURN', TurnState),
  ...named('KNOWN', Known),
  ...named('OPENING', codesOf(clientOpenings)),
  ...named('PROTOCOL', codesOf(protocols)),
  ...named('ENDING', codesOf(endings)),
  ...named('ENDED_BY', codesOf(enders)),
  ...named('LIFE', Life),
  BODY_UNTIL_CLOSE: Body.untilClose,
  MAX_RECORD,
  RING_SEGMENTS,
  ANALYSIS_ANY_RETRANSMISSION: ANY_RETRANSMISSION,
  ...named('ANALYSIS', Analysis),
  ...named('COMPLETENESS', Completeness),
};

/** The places of names in a list. */
function codesOf(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name, code) => [name, code]));
}

/** `{ synAck: 2 }` as `{ COMPLETENESS_SYN_ACK: 2 }`. */
function named(prefix: string, codes: Readonly<Record<string, number>>): Record<string, number> {
  const upper = (name: string): string => name.replace(/[A-Z]/g, '_$&').replace(/\W/g, '_').toUpperCase();
  return Object.fromEntries(Object.entries(codes).map(([name, code]) => [`${prefix}_${upper(name)}`, code]));
}
