/**
 * One connection as an expert reads it: the flow's facts put into the questions that verdicts are made of. What was
 * unfinished at the end? Who ended it, after how long? Had each side seen what the other had sent? Nothing is judged
 * here; every field follows from headers and visible messages.
 */
import type { Connection } from '../flow/connection.ts';
import { isOneWay } from '../flow/directions.ts';
import type { EndedBy, Ending } from '../flow/ending.ts';
import { Known, TurnState } from '../flow/exchange.ts';
import type { RstFact } from '../flow/extras.ts';
import type { Mark } from '../flow/record.ts';
import type { ServerFacts } from '../flow/server-facts.ts';
import type { Side } from '../flow/side.ts';
import { judgeOrigin, type OriginJudgement } from './origin.ts';

/** Bytes that a server may send after a complete response: an alert, HTTP/2 GOAWAY. */
const MORE_THAN_ALERTS = 100;

/** No client's timer is as short as this; where the protocol is unknown, as this. */
const SOON_NS = 5e6;
const IMPATIENT_NS = 400e6;

/** A segment with the timestamps option carries less than the MSS (RFC 7323 appendix A). */
const TIMESTAMPS_BYTES = 12;

/** A server that closes by habit does so with the last write. */
const AT_ONCE_NS = 10e6;

/** Longer than a response that is under way pauses. */
const PAUSE_NS = 50e6;

/** What was unfinished when the connection ended (or the capture did). */
export type Unfinished = 'nothing' | 'connect' | 'tls-handshake' | 'request' | 'response';

export interface Reading {
  connection: Connection;
  client: Side;
  server: Side;
  ending: Ending;
  endedBy: EndedBy;
  /** Who gave the connection up: a TLS goodbye comes before the FIN, and the peer's FIN may overtake it. */
  closer: EndedBy;
  unfinished: Unfinished;
  /** Responses that were complete, before what was unfinished. */
  turns: number;
  /** Silence before the last request, on a connection that had been used; null elsewhere. */
  idleNs: number | null;
  /** Mid-stream connections: how long the capture saw nothing of them before the first request. */
  quietAtLeastNs: number | null;
  /** From the request's last byte (or the response's) to the end. */
  waitNs: number | null;
  /** The first RST of each side, and of the connection. */
  rst: RstFact | null;
  serverRst: RstFact | null;
  clientRst: RstFact | null;
  origin: OriginJudgement;
  /** The server's TCP acknowledged the whole request. */
  requestAcked: boolean;
  /** The server's FIN was sent before the request had reached it. */
  finMissedRequest: boolean;
  /** The client had received the server's FIN when it sent the request. */
  clientKnewFin: boolean;
  /** The request was sent before the end, in frames. */
  rttToServerNs: number | null;
  rttToClientNs: number | null;
  vantage: 'client' | 'server' | 'between' | 'unknown';
  /** Payload that the capture lacks (lost frames, snap length); verdicts are less sure. */
  missingBytes: number;
  isTls: boolean;
  isHttp: boolean;
  /** TLS: the server said goodbye before its FIN. */
  serverSaidGoodbye: boolean;
}

/**
 * Reads a kept connection. `facts` is what its server usually does. Where only one direction was captured, the other
 * side's silence leaves nothing unfinished.
 */
export function readConnection(
  connection: Connection,
  facts: ServerFacts,
  captureIsOneWay: boolean,
): Reading {
  const { client, server, exchange } = connection;
  const ending = connection.ending;
  const clientIndex = connection.clientIndex;
  const serverRst = connection.rsts.find((rst) => rst.from !== clientIndex) ?? null;
  const clientRst = connection.rsts.find((rst) => rst.from === clientIndex) ?? null;
  const isTls = connection.clientOpening === 'tls';
  const isHttp = connection.clientOpening === 'http1';
  const serverSaidGoodbye = server.app.lastRecordIsAlert;
  const unfinished = isOneWay(connection, captureIsOneWay)
    ? 'nothing'
    : unfinishedOf(connection, ending, isTls, facts);
  const answeredBefore = unfinished === 'nothing' ? connection.turnsHad : exchange.turns;
  const rttToServerNs = span(
    connection.syn,
    connection.synAck,
    connection.synCount === 1 && connection.synAckCount === 1,
  );
  const rttToClientNs = span(connection.synAck, connection.handshakeAck, connection.synAckCount === 1);
  return {
    connection,
    client,
    server,
    ending,
    endedBy: connection.endedBy,
    closer: closerOf(connection),
    unfinished,
    turns: answeredBefore,
    idleNs: exchange.idleBeforeNs >= 0 ? exchange.idleBeforeNs : null,
    quietAtLeastNs: quietAtLeast(connection),
    waitNs: waitOf(connection, unfinished),
    rst: connection.rsts[0] ?? null,
    serverRst,
    clientRst,
    origin: judgeOrigin(connection, facts.shortestRttNs),
    requestAcked: exchange.requestAcked.seen,
    finMissedRequest: server.fin.seen && ((server.finAck - exchange.requestEndSeq) | 0) < 0,
    clientKnewFin: server.fin.seen && ((connection.requestAck - server.finSeq) | 0) > 0,
    rttToServerNs,
    rttToClientNs,
    vantage: vantageOf(rttToServerNs, rttToClientNs),
    missingBytes: client.app.missingBytes + server.app.missingBytes,
    isTls,
    isHttp,
    serverSaidGoodbye,
  };
}

function unfinishedOf(
  connection: Connection,
  ending: Ending,
  isTls: boolean,
  facts: ServerFacts,
): Unfinished {
  const { client, exchange } = connection;
  if (ending === 'refused' || ending === 'unanswered') return 'connect';
  if (
    connection.syn.seen &&
    !connection.synAck.seen &&
    connection.server.payloadBytes === 0 &&
    client.payloadBytes === 0
  )
    return 'connect';
  if (isTls && connection.clientHello.seen && !connection.handshakeDone) return 'tls-handshake';
  if (isFarewell(connection)) return 'nothing';
  if (exchange.state === TurnState.request || endedBeforeAnswer(connection)) return 'request';
  if (exchange.state === TurnState.response) {
    const unread = exchange.lateBytes > 0 || !exchange.requestAcked.seen;
    if (connection.rstCount > 0 && exchange.earlyResponse && unread) return 'request';
    return unfinishedResponse(connection, facts);
  }
  if (connection.rstCount > 0 && exchange.lateBytes > 0 && connection.requests.at(-1)?.complete === false)
    return 'request';
  if (exchange.requestKnown === Known.incomplete && connection.requests.at(-1)?.status === 408)
    return 'request';
  return 'nothing';
}

/**
 * Last words without a question (COM_QUIT, QUIT, an HTTP/2 GOAWAY under TLS): the client closes before an answer could
 * have come, and not because the server did. Where nothing is known of the protocol, a patient client waits a while.
 */
function isFarewell(connection: Connection): boolean {
  const { client, exchange, clientOpening, syn, synAck } = connection;
  const unanswered = exchange.state === TurnState.request || endedBeforeAnswer(connection);
  const closedFirst = closerOf(connection) === 'client' && client.fin.seen;
  const readable = clientOpening === 'http1' || clientOpening === 'h2-preface';
  const { lastData } = connection.server;
  const provoked = lastData.timeNs > exchange.requestLast.timeNs && lastData.timeNs <= client.fin.timeNs;
  if (!unanswered || readable || !closedFirst || provoked || wasSentAway(connection)) return false;
  const roundTripNs = syn.seen && synAck.seen ? synAck.timeNs - syn.timeNs : 0;
  const soonNs = Math.max(roundTripNs, clientOpening === 'tls' ? SOON_NS : IMPATIENT_NS);
  const waitedNs = client.fin.timeNs - exchange.requestLast.timeNs;
  return waitedNs >= 0 && waitedNs < soonNs && !isUnacked(client);
}

/** The server's GOAWAY came after the last exchange and before the client left. */
function wasSentAway({ goAway, exchange, client }: Connection): boolean {
  return goAway.seen && goAway.timeNs > exchange.previousEnd.timeNs && goAway.timeNs <= client.fin.timeNs;
}

/** The side sent bytes again and never had them acknowledged. */
function isUnacked(side: Side): boolean {
  return side.unackedSince.seen && side.unackedRetransmissions > 0;
}

/** The client was gone (reset in the server's name, or by its own close) before the response came: to it, none did. */
function endedBeforeAnswer(connection: Connection): boolean {
  const { exchange, end } = connection;
  const gone =
    connection.endedFirst === connection.clientIndex &&
    connection.rsts.some((one) => one.from === connection.clientIndex);
  const sentBefore = exchange.requestFirst.timeNs <= end.timeNs;
  if (gone && sentBefore && exchange.responseFirst.seen && exchange.responseFirst.timeNs > end.timeNs)
    return true;
  const rst = connection.rsts.find((one) => one.from !== connection.clientIndex);
  if (rst === undefined || !exchange.responseFirst.seen) return false;
  return exchange.requestFirst.timeNs <= rst.timeNs && exchange.responseFirst.timeNs > rst.timeNs;
}

function unfinishedResponse(connection: Connection, facts: ServerFacts): Unfinished {
  const { exchange, server } = connection;
  if (exchange.responseKnown === Known.incomplete)
    return connection.end.seen || isStuck(server) ? 'response' : 'nothing';
  if (connection.clientOpening !== 'tls')
    return isStuck(server) || breaksOff(connection) ? 'response' : 'nothing';
  if (exchange.maybeTickets && onlyTickets(connection, facts)) return 'request';
  if (server.app.recordRemaining > 0 && server.app.tlsSynced) return 'response';
  if (connection.endedFirst === connection.clientIndex)
    return isStuck(server) || leftUnreceived(connection) ? 'response' : 'nothing';
  if (connection.endedFirst === -1) return isStuck(server) ? 'response' : 'nothing';
  return server.app.lastRecordIsAlert ? 'nothing' : cutByServer(connection, facts);
}

/** The server has data under way that nobody acknowledges. */
function isStuck(server: Side): boolean {
  return server.unackedSince.seen && server.unackedRetransmissions > 1;
}

/** Framing unknown: a response whose last segment is full-size was not at its end, where the path died or it was reset. */
function breaksOff({ server, client, rstCount }: Connection): boolean {
  const full =
    server.lastDataLength >= 1000 &&
    server.lastDataLength === server.largestLength &&
    isWhole(server, client);
  const deaf = client.fin.seen && !client.finAcked.seen && client.finCount > 2;
  return full && !server.fin.seen && (rstCount > 0 || deaf);
}

/** The last piece is a whole number of segments (offload joins them), as far as the MSS is known. */
function isWhole(server: Side, client: Side): boolean {
  const mss = client.maximumSegmentSize;
  const withOptions = mss - TIMESTAMPS_BYTES;
  if (mss < 500 || server.lastDataLength <= mss) return true;
  return server.lastDataLength % mss === 0 || server.lastDataLength % withOptions === 0;
}

/** A first "response" of session tickets only (RFC 8446 section 4.6.1): the request itself got no answer. */
function onlyTickets(connection: Connection, facts: ServerFacts): boolean {
  const { exchange } = connection;
  if (!connection.end.seen) return false;
  if (exchange.ticketCount < 2 && !facts.sendsTicketsOf(connection.ticketLength)) return false;
  const leftAtOnce = connection.end.timeNs - exchange.responseLast.timeNs < 1e9;
  return connection.endedFirst !== connection.clientIndex || !leftAtOnce;
}

/** The client closed before it had received what the server sent: its acknowledgment says how far it was. */
function leftUnreceived({ server, client, rsts, clientIndex }: Connection): boolean {
  const rst = rsts.find((one) => one.from === clientIndex);
  const had = client.fin.seen ? client.finAck : rst?.hasAck === true ? rst.ack : server.acked;
  const sent = server.nextSeq - (server.fin.seen ? 1 : 0);
  return server.nextSeqKnown && ((sent - had) | 0) > MORE_THAN_ALERTS && rst !== undefined;
}

/**
 * TLS closed without close_notify (RFC 8446 section 6.1): cut short, unless this server never says goodbye, the
 * response is the same length as the one before, or it had been quiet for a while.
 */
function cutByServer(connection: Connection, facts: ServerFacts): Unfinished {
  const { exchange } = connection;
  const quietNs = connection.end.timeNs - exchange.responseLast.timeNs;
  const { app } = connection.server;
  // Where the capture lacks some of what it sent, the goodbye may be among that.
  if (app.missingBytes > 0) return 'nothing';
  // Protocols that begin TLS in mid-stream have their own goodbye.
  if (connection.beganPlain || quietNs >= 1e9 || isLikePrevious(exchange, quietNs)) return 'nothing';
  return closesLikeThis(facts, quietNs) && connection.server.fin.seen ? 'nothing' : 'response';
}

/** As long as the response before; or nearly, and quiet since: fields vary, and what is under way does not pause. */
function isLikePrevious(
  { responseBytes, previousResponseBytes }: Connection['exchange'],
  quietNs: number,
): boolean {
  const apart = Math.abs(responseBytes - previousResponseBytes);
  return apart === 0 || (quietNs >= PAUSE_NS && apart <= 0.1 * previousResponseBytes);
}

/** A server that never keeps a connection and closes with the last write, without goodbye, does so by habit. */
function closesLikeThis(facts: ServerFacts, quietNs: number): boolean {
  const atOnce = facts.closeGapNs.values.filter((gapNs) => gapNs <= AT_ONCE_NS).length;
  return atOnce >= 2 && facts.tlsKept <= 0.2 * atOnce && quietNs <= AT_ONCE_NS;
}

/** A connection that the capture joined in the middle had been quiet at least since the capture began. */
function quietAtLeast(connection: Connection): number | null {
  const { exchange } = connection;
  if (connection.roles === 'seen' || exchange.turns > 0 || exchange.answered > 0) return null;
  const firstNs = exchange.requestFirst.seen ? exchange.requestFirst.timeNs : connection.startNs;
  return Math.min(firstNs, connection.startNs);
}

function closerOf(connection: Connection): EndedBy {
  const { alert } = connection.server.app;
  const endedBy = connection.endedBy;
  const saidFirst =
    alert.seen &&
    alert.timeNs <= connection.end.timeNs &&
    alert.timeNs >= connection.exchange.requestLast.timeNs;
  return endedBy === 'client' && saidFirst && connection.exchange.state === TurnState.request
    ? 'server'
    : endedBy;
}

function waitOf(connection: Connection, unfinished: Unfinished): number | null {
  const { exchange, end } = connection;
  if (!end.seen) return null;
  const answered = exchange.state === TurnState.response && exchange.responseLast.seen;
  const from = answered && unfinished !== 'request' ? exchange.responseLast : exchange.requestLast;
  // A client that had not seen the end yet may have gone on after it.
  return from.seen ? Math.max(0, end.timeNs - from.timeNs) : null;
}

function span(from: Mark, to: Mark, single: boolean): number | null {
  return single && from.seen && to.seen && to.timeNs >= from.timeNs ? to.timeNs - from.timeNs : null;
}

/** The handshake says how far each side is: nearly nothing to one side means that the capture was taken there. */
function vantageOf(toServerNs: number | null, toClientNs: number | null): Reading['vantage'] {
  if (toServerNs === null || toClientNs === null) return 'unknown';
  const total = toServerNs + toClientNs;
  if (total < 1e6) return 'unknown';
  if (toClientNs < 0.1 * total || toClientNs < 0.5e6) return 'client';
  if (toServerNs < 0.1 * total || toServerNs < 0.5e6) return 'server';
  return 'between';
}
