/**
 * Turns: one request and its response. HTTP messages say where they begin and end; for TLS without keys and for
 * other protocols the direction of the payload does (client bytes, then server bytes).
 *
 * The machine (core/exchange.ts) holds the turn in progress, or the last one. A verdict starts from it: what was
 * unfinished at the end?
 */
import type { Moment } from './moment.ts';
import { defineRecord, type Layout, layoutOf, type Mark, markOf, View } from './record.ts';

/** Where the turn in progress stands. */
export const TurnState = { none: 0, request: 1, response: 2 } as const;
export type TurnState = (typeof TurnState)[keyof typeof TurnState];

/** What the messages themselves say about their end; payload direction alone cannot tell. */
export const Known = { unknown: 0, complete: 1, incomplete: 2 } as const;
export type Known = (typeof Known)[keyof typeof Known];

/** Its functions; `exchange` is where the record lies. */
export interface ExchangeCalls {
  setMoment(frame: number, timeNs: number): void;
  acknowledge(exchange: number, ack: number): void;
  clientBytes(exchange: number, length: number, endSeq: number): number;
  serverBytes(exchange: number, length: number): number;
  lateRequestBytes(exchange: number, length: number, endSeq: number): void;
  opaqueClientBytes(exchange: number, length: number, endSeq: number, ack: number): void;
  opaqueServerBytes(exchange: number, length: number, endSeq: number, ack: number): void;
}

const fields: Layout = layoutOf({
  ints: [
    'state',
    'turns',
    'answered',
    'requestEndSeq',
    'responseSeq',
    'requestKnown',
    'responseKnown',
    'ticketCount',
  ],
  flags: ['maybeTickets', 'serverSpokeFirst', 'isStream', 'earlyResponse'],
  floats: [
    'requestBytes',
    'responseBytes',
    'previousResponseBytes',
    'idleBeforeNs',
    'maxIdleSurvivedNs',
    'lateBytes',
    'fastestAckNs',
  ],
  marks: ['requestFirst', 'requestLast', 'requestAcked', 'responseFirst', 'responseLast', 'previousEnd'],
  hot: [
    'state',
    'turns',
    'answered',
    'requestEndSeq',
    'responseSeq',
    'requestBytes',
    'responseBytes',
    'requestLast',
    'responseLast',
    'requestAcked',
    'responseFirst',
    'idleBeforeNs',
  ],
});

export class Exchange extends View {
  declare state: TurnState;
  /** Turns whose response was complete, as far as one can tell. */
  declare turns: number;
  /** Final responses that began (HTTP) or turns that got server bytes. */
  declare answered: number;
  readonly requestFirst: Mark = markOf(this, fields, 'requestFirst');
  readonly requestLast: Mark = markOf(this, fields, 'requestLast');
  declare readonly requestLastNs: number;
  declare requestBytes: number;
  /** Sequence number after the request's last byte. */
  declare requestEndSeq: number;
  /** Where messages cannot be seen: sequence number after the response's first bytes. */
  declare responseSeq: number;
  /** The server's first segment that acknowledges the whole request as sent so far. */
  readonly requestAcked: Mark = markOf(this, fields, 'requestAcked');
  declare requestKnown: Known;
  readonly responseFirst: Mark = markOf(this, fields, 'responseFirst');
  readonly responseLast: Mark = markOf(this, fields, 'responseLast');
  declare readonly responseLastNs: number;
  declare responseBytes: number;
  declare responseKnown: Known;
  /** The response may have been nothing but TLS 1.3 session tickets. */
  declare maybeTickets: boolean;
  /** Records of equal length at the start of a first response: two are tickets. */
  declare ticketCount: number;
  /** Bytes of the response before this one: the same again is a sign of completeness. */
  declare previousResponseBytes: number;
  /** Silence before the request of this turn, from the previous turn's last byte; -1 on a connection's first. */
  declare idleBeforeNs: number;
  /** End of the previous turn: its last byte, either way. */
  readonly previousEnd: Mark = markOf(this, fields, 'previousEnd');
  /** Longest idle time after which a request was answered. */
  declare maxIdleSurvivedNs: number;
  /** The response began while request bytes were still unacknowledged: the server answered before it had them all. */
  declare earlyResponse: boolean;
  /** First server payload before any client payload (a banner). */
  declare serverSpokeFirst: boolean;
  /** Request bytes that followed the response's first. */
  declare lateBytes: number;
  /** Shortest time in which a request was acknowledged: no answer of the server comes sooner. Infinite before any. */
  declare fastestAckNs: number;
  /** A stream by design (WebSocket, event stream, CONNECT): silence in it is not idleness. */
  declare isStream: boolean;

  /** The machine itself (core/exchange.ts). */
  declare calls: ExchangeCalls;

  /** Client payload that belongs to a request. True when it begins a new turn. */
  clientBytes(length: number, endSeq: number, now: Moment): boolean {
    return this.callsAt(now).clientBytes(this.address, length, endSeq) !== 0;
  }

  /** Server payload that belongs to a response. True when it is the response's first. */
  serverBytes(length: number, now: Moment): boolean {
    return this.callsAt(now).serverBytes(this.address, length) !== 0;
  }

  /** The message layer saw the response's end: the turn is over. */
  responseComplete(): void {
    if (this.state === TurnState.none) return;
    this.responseKnown = Known.complete;
    this.state = TurnState.none;
    this.turns++;
  }

  /** Client payload where messages cannot be seen, up to `endSeq`; `ack` is the acknowledgment number of its segment. */
  opaqueClientBytes(length: number, endSeq: number, ack: number, now: Moment): void {
    this.callsAt(now).opaqueClientBytes(this.address, length, endSeq, ack);
  }

  /** Server payload where messages cannot be seen. */
  opaqueServerBytes(length: number, endSeq: number, ack: number, now: Moment): void {
    this.callsAt(now).opaqueServerBytes(this.address, length, endSeq, ack);
  }

  /** Bytes of a request whose response has begun already (an upload that the server answered early). */
  lateRequestBytes(length: number, endSeq: number, now: Moment): void {
    this.callsAt(now).lateRequestBytes(this.address, length, endSeq);
  }

  /** A pipelined request waits behind the response that just ended (RFC 9112 section 9.3.2). */
  resumePipelined(begin: Moment, complete: boolean, end: Moment): void {
    this.state = TurnState.request;
    this.requestFirst.set(begin);
    this.requestKnown = complete ? Known.complete : Known.incomplete;
    this.previousEnd.set(end);
    this.idleBeforeNs = 0;
    this.responseFirst.clear();
    this.responseBytes = 0;
    this.responseKnown = Known.unknown;
  }

  private callsAt(now: Moment): ExchangeCalls {
    this.calls.setMoment(now.frame, now.timeNs);
    return this.calls;
  }

  /** Where the record lies in the core's memory. */
  private get address(): number {
    return this.fat * 8;
  }
}

export const exchangeLayout: Layout = fields;
defineRecord(Exchange.prototype, fields);
