/**
 * What all connections of one server endpoint (address and port) have in common: how long idle connections lived,
 * who closed them when, how large its segments get. Aggregates only, bounded per server; the core keeps them
 * (core/servers.ts), names and messages are kept here.
 */
import { defineRecord, type Layout, layoutOf, View } from './record.ts';
import type { ServerLives } from './server-lives.ts';
import { Times, timesLayout } from './times.ts';

const fields: Layout = layoutOf({
  ints: [
    'row',
    'serverIndex',
    'connections',
    'established',
    'served',
    'largestAckedOfClient',
    'largestAckedOfServer',
    'largestSeen',
    'tlsKept',
    'ticketLengthCount',
    'namingCount',
    'firstRow',
    'lastRow',
    'endedByServer',
    'mostTurns',
    'httpClients',
    'tlsClients',
  ],
  floats: ['longestSurvivedNs', 'shortestRttNs'],
  hot: [],
});

/** Lengths of session ticket records, and namings (core/naming.ts), that are kept of a server: integers. */
export const MAX_TICKET_LENGTHS = 16;
export const MAX_NAMINGS = 16;

// A server's record, in units of 8 bytes: its fields, its lists of times, ticket lengths, namings.
export const SURVIVED_AT: number = fields.units;
export const IDLE_CLOSE_AT: number = SURVIVED_AT + timesLayout.units;
export const CLOSE_GAP_AT: number = IDLE_CLOSE_AT + timesLayout.units;
export const TICKET_LENGTHS_AT: number = CLOSE_GAP_AT + timesLayout.units;
export const NAMINGS_AT: number = TICKET_LENGTHS_AT + MAX_TICKET_LENGTHS / 2;
export const SERVER_UNITS: number = NAMINGS_AT + MAX_NAMINGS / 2;
/** Records lie in chunks of so many (as a shift). */
export const SERVER_SHIFT = 6;

/** Names and messages of one server. */
export class ServerTexts {
  /** Names seen for it (SNI, Host), bounded. */
  readonly names: Set<string> = new Set();
  /** Requests (method and path) and TLS names that this server answered, bounded: what is not refused by policy. */
  readonly answered: Set<string> = new Set();
  serverProduct: string | null = null;
  via: string | null = null;
}

/** A view of one server's record. */
export class ServerFacts extends View {
  /** A connection to it, for its address and port. */
  declare readonly row: number;
  declare readonly serverIndex: 0 | 1;
  declare readonly connections: number;
  /** Connections whose handshake completed. */
  declare readonly established: number;
  /** Connections on which the server sent at least one byte. */
  declare readonly served: number;
  /** Largest payload that got through, by its sender. */
  declare readonly largestAckedOfClient: number;
  declare readonly largestAckedOfServer: number;
  /** Longest payload of the server that was seen. */
  declare readonly largestSeen: number;
  /** TLS connections that the server left open after a response. */
  declare readonly tlsKept: number;
  declare readonly ticketLengthCount: number;
  /** Connections that the server ended. */
  declare readonly endedByServer: number;
  /** The most answers that a connection had. */
  declare readonly mostTurns: number;
  /** What the clients spoke that had an answer. */
  declare readonly httpClients: number;
  declare readonly tlsClients: number;
  declare readonly longestSurvivedNs: number;
  /** The fastest of its answers, to a SYN or a request: nothing that is genuine comes much sooner. */
  declare readonly shortestRttNs: number;
  /** Idle times after which a request was answered: the longest ones. */
  readonly survivedIdleNs: Times = new Times();
  /** Idle times at which the server closed an unused connection. */
  readonly serverIdleCloseNs: Times = new Times();
  /** How long after a response it closed TLS connections without goodbye. */
  readonly closeGapNs: Times = new Times();
  readonly id: number;
  readonly texts: ServerTexts;
  readonly lives: ServerLives;

  constructor(id: number, texts: ServerTexts, lives: ServerLives) {
    super();
    this.id = id;
    this.texts = texts;
    this.lives = lives;
  }

  /** Has it sent session tickets in records of this length? */
  sendsTicketsOf(length: number): boolean {
    const first = this.at + TICKET_LENGTHS_AT * 2;
    return this.i32.subarray(first, first + this.ticketLengthCount).includes(length);
  }
}

export const serverLayout: Layout = fields;
defineRecord(ServerFacts.prototype, fields);
