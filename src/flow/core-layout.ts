/** What the core (core) has to know of the records: scripts/core.mjs makes its classes and constants from this. */
import { ANY_RETRANSMISSION, Analysis } from './analysis-flags.ts';
import { Reader } from './app-reader.ts';
import { appStreamLayout } from './app-stream.ts';
import { Completeness, clientOpenings, connectionLayout, protocols } from './connection.ts';
import { coreSegmentLayout } from './core-segment.ts';
import { exchangeLayout, TurnState } from './exchange.ts';
import { Body } from './http1-messages.ts';
import { LINGER_NS } from './linger.ts';
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
import { ROW_BYTES, ROW_SHIFT, RowAt } from './row-store.ts';
import { sideLayout } from './side.ts';
import { MAX_RECORD } from './tls-stream.ts';

const UNIT = 8;

export const records: Record<string, Layout> = {
  Segment: coreSegmentLayout,
  Connection: connectionLayout,
  Exchange: exchangeLayout,
  Side: sideLayout,
  AppStream: appStreamLayout,
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
  ROW_SLOT_BYTES_AT: RowAt.slot,
  TURN_NONE: TurnState.none,
  TURN_REQUEST: TurnState.request,
  TURN_RESPONSE: TurnState.response,
  LINGER_NS,
  READER_TLS: Reader.tls,
  ...named('OPENING', { none: clientOpenings.indexOf('none'), tls: clientOpenings.indexOf('tls') }),
  ...named('PROTOCOL', { tcp: protocols.indexOf('tcp'), tls: protocols.indexOf('tls') }),
  BODY_UNTIL_CLOSE: Body.untilClose,
  MAX_RECORD,
  RING_SEGMENTS,
  ANALYSIS_ANY_RETRANSMISSION: ANY_RETRANSMISSION,
  ...named('ANALYSIS', Analysis),
  ...named('COMPLETENESS', Completeness),
};

/** `{ synAck: 2 }` as `{ COMPLETENESS_SYN_ACK: 2 }`. */
function named(prefix: string, codes: Readonly<Record<string, number>>): Record<string, number> {
  const upper = (name: string): string => name.replace(/[A-Z]/g, '_$&').toUpperCase();
  return Object.fromEntries(Object.entries(codes).map(([name, code]) => [`${prefix}_${upper(name)}`, code]));
}
