/**
 * Turns: one request and its response (src/flow/exchange.ts has the facts). The machine holds the turn in progress, or the
 * last one. Messages that are read say where turns begin and end; where they cannot be seen (TLS without keys, other
 * protocols) the direction of the payload does: client bytes, then server bytes.
 */
import { frame, timeNs } from './moment';
import { Exchange, TURN_NONE, TURN_REQUEST, TURN_RESPONSE } from './records';

/** An upload that goes on has no gaps longer than this. */
const STILL_SENDING_NS: f64 = 200e6;

/** Client payload that belongs to a request. True when it begins a new turn. */
export function clientBytes(exchange: Exchange, length: i32, endSeq: i32): bool {
  const begins = exchange.state !== TURN_REQUEST;
  if (begins) beginTurn(exchange);
  exchange.requestBytes += <f64>length;
  noteRequestEnd(exchange, endSeq);
  return begins;
}

/** Server payload that belongs to a response. True when it is the response's first. */
export function serverBytes(exchange: Exchange, length: i32): bool {
  if (exchange.state === TURN_NONE && exchange.turns === 0 && exchange.requestBytes === 0)
    exchange.serverSpokeFirst = 1;
  const begins = exchange.state === TURN_REQUEST;
  if (begins) {
    exchange.state = TURN_RESPONSE;
    exchange.answered++;
    if (exchange.idleBeforeNs > exchange.maxIdleSurvivedNs)
      exchange.maxIdleSurvivedNs = exchange.idleBeforeNs;
  }
  if (begins || exchange.responseFirst === 0) {
    exchange.responseFirst = frame;
    exchange.responseFirstNs = timeNs;
  }
  exchange.responseLast = frame;
  exchange.responseLastNs = timeNs;
  exchange.responseBytes += <f64>length;
  return begins;
}

/**
 * Client payload where messages cannot be seen: the rest of a request that was answered early, or the next request. What
 * was sent before its sender had the response cannot be the next one (RFC 9112 section 9.3.2 aside); nor what follows it
 * without a gap. `ack` is the acknowledgment number of its segment.
 */
export function opaqueClientBytes(exchange: Exchange, length: i32, endSeq: i32, ack: i32): void {
  const crossed = ack - exchange.responseSeq < 0;
  const goesOn = exchange.earlyResponse !== 0 && timeNs - exchange.requestLastNs < STILL_SENDING_NS;
  if (exchange.state === TURN_RESPONSE && (crossed || goesOn)) {
    exchange.earlyResponse = 1;
    lateRequestBytes(exchange, length, endSeq);
  } else clientBytes(exchange, length, endSeq);
}

/** Server payload where messages cannot be seen, up to `endSeq`; `ack` is the acknowledgment number of its segment. */
export function opaqueServerBytes(exchange: Exchange, length: i32, endSeq: i32, ack: i32): void {
  const begins = serverBytes(exchange, length);
  const early = ack - exchange.requestEndSeq < 0;
  if (begins) {
    exchange.earlyResponse = early ? 1 : 0;
    exchange.responseSeq = endSeq;
  } else if (exchange.lateBytes > 0 && !early) {
    // It goes on with all of the request in hand: nothing came too late.
    exchange.earlyResponse = 0;
    exchange.lateBytes = 0;
  }
}

/** Bytes of a request whose response has begun already (an upload that the server answered early). */
export function lateRequestBytes(exchange: Exchange, length: i32, endSeq: i32): void {
  exchange.lateBytes += <f64>length;
  noteRequestEnd(exchange, endSeq);
}

/** The server acknowledges up to `ack`: perhaps the whole request as sent so far. */
export function acknowledge(exchange: Exchange, ack: i32): void {
  if (exchange.requestBytes <= 0 || exchange.requestAcked !== 0 || ack - exchange.requestEndSeq < 0) return;
  exchange.requestAcked = frame;
  exchange.requestAckedNs = timeNs;
  exchange.fastestAckNs = min(exchange.fastestAckNs, timeNs - exchange.requestLastNs);
}

function noteRequestEnd(exchange: Exchange, endSeq: i32): void {
  exchange.requestLast = frame;
  exchange.requestLastNs = timeNs;
  exchange.requestEndSeq = endSeq;
  exchange.requestAcked = 0;
  exchange.requestAckedNs = 0;
}

function beginTurn(exchange: Exchange): void {
  if (exchange.state === TURN_RESPONSE) exchange.turns++;
  const endsWithResponse = exchange.responseLastNs > exchange.requestLastNs;
  const end = endsWithResponse ? exchange.responseLast : exchange.requestLast;
  const endNs = endsWithResponse ? exchange.responseLastNs : exchange.requestLastNs;
  if (end !== 0) {
    exchange.previousEnd = end;
    exchange.previousEndNs = endNs;
  }
  exchange.idleBeforeNs = end !== 0 && exchange.answered > 0 ? max<f64>(0, timeNs - endNs) : -1;
  exchange.state = TURN_REQUEST;
  exchange.requestFirst = frame;
  exchange.requestFirstNs = timeNs;
  exchange.requestBytes = 0;
  exchange.requestKnown = 0;
  exchange.lateBytes = 0;
  exchange.previousResponseBytes = exchange.responseBytes;
  exchange.responseFirst = 0;
  exchange.responseFirstNs = 0;
  exchange.responseBytes = 0;
  exchange.responseKnown = 0;
  exchange.maybeTickets = 0;
  exchange.earlyResponse = 0;
}
