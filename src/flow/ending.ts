/** How a connection ended, from the TCP headers alone (docs/vocabulary.md: ending, endedBy). */
import type { Connection } from './connection.ts';
import { Known, TurnState } from './exchange.ts';

export type Ending = 'open' | 'orderly' | 'half-closed' | 'reset' | 'refused' | 'unanswered' | 'stalled';
export type EndedBy = 'client' | 'server' | 'both' | 'none';

/** Order is the code that rows store. */
export const endings: readonly Ending[] = [
  'open',
  'orderly',
  'half-closed',
  'reset',
  'refused',
  'unanswered',
  'stalled',
];
export const enders: readonly EndedBy[] = ['none', 'client', 'server', 'both'];

/** A close this long after the last response byte is the close of an idle connection. */
const QUIET_NS = 1e9;

/** Retransmissions without any acknowledgment that make an open connection "stalled". */
const STALLED_RETRANSMISSIONS = 2;

export function endingOf(connection: Connection): Ending {
  const { client, server } = connection;
  if (connection.rstCount > 0) {
    const neverUp = connection.syn.seen && !connection.synAck.seen && server.payloadBytes === 0;
    return neverUp && server.rstCount > 0 && client.payloadBytes === 0 ? 'refused' : 'reset';
  }
  if (connection.syn.seen && server.frames === 0 && !wentOn(connection)) return 'unanswered';
  if (client.fin.seen && server.fin.seen) return 'orderly';
  if (client.fin.seen || server.fin.seen) return 'half-closed';
  if (isStalled(connection)) return 'stalled';
  return 'open';
}

/** The client sent more than SYNs: it had its answer, which the capture lacks. */
function wentOn({ client, synCount }: Connection): boolean {
  return client.frames > synCount && client.rstCount === 0;
}

export function endedByOf(connection: Connection): EndedBy {
  if (connection.endedFirst === -1) return 'none';
  return connection.endedFirst === connection.clientIndex ? 'client' : 'server';
}

function isStalled(connection: Connection): boolean {
  return connection.sides.some(
    (side) => side.unackedSince.seen && side.unackedRetransmissions >= STALLED_RETRANSMISSIONS,
  );
}

/**
 * True where nothing about the connection needs a second look: it is up, or closed in order with no exchange cut.
 * Only such connections may be forgotten; in doubt, false.
 */
export function isUnremarkable(connection: Connection, ticketLengths: ReadonlySet<number>): boolean {
  const ending = endingOf(connection);
  if (ending !== 'orderly' && ending !== 'open') return false;
  if (connection.alerts.length > 0 || connection.challengeAck.seen) return false;
  const { exchange } = connection;
  if (connection.syn.seen && !connection.synAck.seen) return false;
  if (connection.synAckCount > 1 && !connection.handshakeAck.seen) return false;
  if (speakDifferently(connection)) return false;
  if (ending === 'open') return !isStuck(connection);
  if (exchange.state === TurnState.request || exchange.lateBytes > 0 || gotTickets(connection, ticketLengths))
    return false;
  if (exchange.requestKnown === Known.incomplete || refusedAsMalformed(connection)) return false;
  if (connection.clientHello.seen && !connection.handshakeDone) return false;
  return exchange.state === TurnState.none || closedCleanly(connection);
}

/** The server's first bytes are not of the protocol that the client opened with. */
function speakDifferently({ clientOpening, serverOpening, rolesSeen }: Connection): boolean {
  if (!rolesSeen || serverOpening === 'none' || clientOpening === 'none' || clientOpening === 'other')
    return false;
  return serverOpening !== (clientOpening === 'h2-preface' ? 'h2' : clientOpening);
}

/** The only answer was 400: plaintext on a TLS port, or another protocol (RFC 9110 section 15.5.1). */
function refusedAsMalformed(connection: Connection): boolean {
  return connection.requestCount <= 1 && connection.requests[0]?.status === 400;
}

/** What looks like the response may have been session tickets, as this server sends them. */
function gotTickets({ exchange, ticketLength }: Connection, ticketLengths: ReadonlySet<number>): boolean {
  return exchange.maybeTickets && (exchange.ticketCount >= 2 || ticketLengths.has(ticketLength));
}

/** Open with something unfinished: unanswered request, data in doubt, a closed window, probes without answer. */
function isStuck(connection: Connection): boolean {
  if (connection.exchange.state === TurnState.request || connection.exchange.lateBytes > 0) return true;
  return connection.sides.some(
    (side) => side.unansweredProbes > 0 || side.windowClosed.seen || side.unackedRetransmissions > 0,
  );
}

/** A response that payload direction alone cannot tell complete: the client closed, or the server said goodbye. */
function closedCleanly(connection: Connection): boolean {
  if (connection.exchange.responseKnown === Known.incomplete) return false;
  if (connection.endedFirst === connection.clientIndex) return true;
  const { app } = connection.server;
  if (app.lastRecordIsAlert || connection.clientOpening !== 'tls') return true;
  // Without close_notify: fine after a silence, at a record's end; in doubt otherwise.
  return (
    app.recordRemaining === 0 && connection.end.timeNs - connection.exchange.responseLast.timeNs >= QUIET_NS
  );
}
