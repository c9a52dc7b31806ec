/** How a connection ended, from the TCP headers alone, and whether it needs a second look (docs/vocabulary.md). */
import {
  APP_BYTES_AFTER_SIDE,
  AppStream,
  Connection,
  ENDED_BY_CLIENT,
  ENDED_BY_NONE,
  ENDED_BY_SERVER,
  ENDING_HALF_CLOSED,
  ENDING_OPEN,
  ENDING_ORDERLY,
  ENDING_REFUSED,
  ENDING_RESET,
  ENDING_STALLED,
  ENDING_UNANSWERED,
  Exchange,
  KNOWN_INCOMPLETE,
  OPENING_NONE,
  OPENING_OTHER,
  OPENING_TLS,
  Side,
  TURN_NONE,
  TURN_REQUEST,
  TURN_RESPONSE,
} from './records';

/** A close this long after the last response byte is the close of an idle connection. */
const QUIET_NS: f64 = 1e9;
/** Retransmissions without any acknowledgment that make an open connection "stalled". */
const STALLED_RETRANSMISSIONS: i32 = 2;
const BAD_REQUEST: i32 = 400;

/** Notes in the record how the connection ended. */
export function judgeEnding(connection: Connection, exchange: Exchange, client: Side, server: Side): void {
  connection.endingCode = endingOf(connection, client, server);
  connection.endedByCode = endedByOf(connection);
  connection.turnsHad = turnsOf(exchange);
}

function endingOf(connection: Connection, client: Side, server: Side): i32 {
  if (connection.rstCount > 0) {
    const neverUp = connection.syn !== 0 && connection.synAck === 0 && server.payloadBytes === 0;
    return neverUp && server.rstCount > 0 && client.payloadBytes === 0 ? ENDING_REFUSED : ENDING_RESET;
  }
  if (connection.syn !== 0 && server.frames === 0 && !wentOn(connection, client)) return ENDING_UNANSWERED;
  if (client.fin !== 0 && server.fin !== 0) return ENDING_ORDERLY;
  if (client.fin !== 0 || server.fin !== 0) return ENDING_HALF_CLOSED;
  return isStalled(client) || isStalled(server) ? ENDING_STALLED : ENDING_OPEN;
}

function endedByOf(connection: Connection): i32 {
  if (connection.endedFirst === -1) return ENDED_BY_NONE;
  return connection.endedFirst === connection.clientIndex ? ENDED_BY_CLIENT : ENDED_BY_SERVER;
}

/** Turns that got their response, the last one counted where nothing says it is incomplete. */
function turnsOf(exchange: Exchange): i32 {
  const hasResponse = exchange.state === TURN_RESPONSE && !(exchange.maybeTickets !== 0 && exchange.ticketCount >= 2);
  return hasResponse ? exchange.turns + 1 : exchange.turns;
}

/** Silence before the first FIN or RST, where no turn was in progress; -1 elsewhere. */
export function idleBeforeEnd(connection: Connection, exchange: Exchange): f64 {
  if (connection.end === 0 || exchange.state === TURN_REQUEST) return -1;
  const lastNs = max(exchange.responseLastNs, exchange.requestLastNs);
  // Of a connection found in mid-stream the request may lie before the capture; its response was seen.
  const answered = exchange.answered > 0 || (connection.rolesSeen === 0 && exchange.responseLast !== 0);
  return answered ? max<f64>(0, connection.endNs - lastNs) : -1;
}

/**
 * True where nothing about the connection needs a second look: it is up, or closed in order with no exchange cut.
 * Only such connections may be forgotten; in doubt, false. `mayBeTickets`: its response may have been session tickets, as
 * its server sends them.
 */
export function isUnremarkable(
  connection: Connection,
  exchange: Exchange,
  client: Side,
  server: Side,
  mayBeTickets: bool,
): bool {
  const ending = connection.endingCode;
  if (ending !== ENDING_ORDERLY && ending !== ENDING_OPEN) return false;
  if (connection.alertCount > 0 || connection.challengeAck !== 0) return false;
  if (connection.syn !== 0 && connection.synAck === 0) return false;
  if (connection.synAckCount > 1 && connection.handshakeAck === 0) return false;
  if (speakDifferently(connection)) return false;
  if (ending === ENDING_OPEN) return !(isUnanswered(exchange) || isStuck(client) || isStuck(server));
  if (isUnanswered(exchange) || mayBeTickets) return false;
  if (exchange.requestKnown === KNOWN_INCOMPLETE || refusedAsMalformed(connection)) return false;
  if (connection.clientHello !== 0 && connection.handshakeDone === 0) return false;
  return exchange.state === TURN_NONE || closedCleanly(connection, exchange, server);
}

/** The client sent more than SYNs: it had its answer, which the capture lacks. */
function wentOn(connection: Connection, client: Side): bool {
  return client.frames > connection.synCount && client.rstCount === 0;
}

function isStalled(side: Side): bool {
  return side.unackedSince !== 0 && side.unackedRetransmissions >= STALLED_RETRANSMISSIONS;
}

function isUnanswered(exchange: Exchange): bool {
  return exchange.state === TURN_REQUEST || exchange.lateBytes > 0;
}

/** Something of an open connection is unfinished: data in doubt, a closed window, probes without answer. */
function isStuck(side: Side): bool {
  return side.unansweredProbes > 0 || side.windowClosed !== 0 || side.unackedRetransmissions > 0;
}

/** The server's first bytes are not of the protocol that the client opened with. */
function speakDifferently(connection: Connection): bool {
  const client = connection.clientOpeningCode;
  const server = connection.serverOpeningCode;
  if (connection.rolesSeen === 0 || server === OPENING_NONE || client === OPENING_NONE || client === OPENING_OTHER)
    return false;
  return server !== client;
}

/** The only answer was 400: plaintext on a TLS port, or another protocol (RFC 9110 section 15.5.1). */
function refusedAsMalformed(connection: Connection): bool {
  return connection.requestCount <= 1 && connection.onlyStatus === BAD_REQUEST;
}

/** A response that payload direction alone cannot tell complete: the client closed, or the server said goodbye. */
function closedCleanly(connection: Connection, exchange: Exchange, server: Side): bool {
  if (exchange.responseKnown === KNOWN_INCOMPLETE) return false;
  if (connection.endedFirst === connection.clientIndex) return true;
  const app = changetype<AppStream>(changetype<usize>(server) + APP_BYTES_AFTER_SIDE);
  if (app.lastRecordIsAlert !== 0 || connection.clientOpeningCode !== OPENING_TLS) return true;
  // Without close_notify: fine after a silence, at a record's end; in doubt otherwise.
  return app.recordRemaining === 0 && connection.endNs - exchange.responseLastNs >= QUIET_NS;
}
