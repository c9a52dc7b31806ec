/** What a connection that is over tells about its server. */
import {
  APP_BYTES_AFTER_SIDE,
  AppStream,
  Connection,
  ENDED_BY_SERVER,
  ENDING_REFUSED,
  Exchange,
  MAX_TICKET_LENGTHS,
  OPENING_TLS,
  PROTOCOL_HTTP_1_0,
  PROTOCOL_HTTP_1_1,
  PROTOCOL_TLS,
  ROW_AT_NEXT_OF_SERVER,
  Server,
  Side,
  TICKET_LENGTHS_BYTES_AT,
  TURN_REQUEST,
} from './records';
import { rowAt } from './rows';
import { closeGapsOf, idleClosesOf } from './servers';
import { addFirst } from './times';

export function noteFinished(
  server: Server,
  row: usize,
  connection: Connection,
  exchange: Exchange,
  ofClient: Side,
  ofServer: Side,
  idleNs: f64,
): void {
  server.connections++;
  if (ofServer.payloadBytes > 0) server.served++;
  server.shortestRttNs = min(server.shortestRttNs, shortestRtt(connection, exchange));
  server.largestAckedOfClient = max(server.largestAckedOfClient, ofClient.largestAckedLength);
  server.largestAckedOfServer = max(server.largestAckedOfServer, ofServer.largestAckedLength);
  server.largestSeen = max(server.largestSeen, ofServer.largestLength);
  noteIdleClose(server, connection, exchange, ofServer, idleNs);
  if (connection.ticketRecords > 0 || exchange.ticketCount >= 2) noteTicketLength(server, connection.ticketLength);
  if (connection.clientOpeningCode === OPENING_TLS && exchange.answered > 0)
    noteTlsClose(server, exchange, ofClient, ofServer);
  noteLife(server, connection);
  link(server, row, connection.stream);
}

/** What looks like the response may have been session tickets, as this server sends them. */
export function mayBeTickets(server: Server, connection: Connection, exchange: Exchange): bool {
  if (exchange.maybeTickets === 0) return false;
  return exchange.ticketCount >= 2 || hasTicketLength(server, connection.ticketLength);
}

function shortestRtt(connection: Connection, exchange: Exchange): f64 {
  const isHandshake = connection.syn !== 0 && connection.synAck !== 0 && connection.synCount === 1;
  return min(isHandshake ? connection.synAckNs - connection.synNs : Infinity, exchange.fastestAckNs);
}

/** The server closed a connection that was not in use, and had not said that it would. */
function noteIdleClose(server: Server, connection: Connection, exchange: Exchange, ofServer: Side, idleNs: f64): void {
  if (connection.end === 0 || connection.endedFirst === connection.clientIndex) return;
  if (ofServer.fin === 0 || exchange.state === TURN_REQUEST) return;
  if (idleNs >= 0 && connection.closeAnnounced === 0) addFirst(idleClosesOf(server), idleNs);
}

@inline
function ticketLengthsOf(server: Server): usize {
  return changetype<usize>(server) + TICKET_LENGTHS_BYTES_AT;
}

function hasTicketLength(server: Server, length: i32): bool {
  for (let i = 0; i < server.ticketLengthCount; i++)
    if (load<i32>(ticketLengthsOf(server) + (<usize>i << 2)) === length) return true;
  return false;
}

function noteTicketLength(server: Server, length: i32): void {
  if (server.ticketLengthCount === MAX_TICKET_LENGTHS || hasTicketLength(server, length)) return;
  const at = ticketLengthsOf(server) + (<usize>server.ticketLengthCount << 2);
  store<i32>(at, length);
  server.ticketLengthCount++;
}

/** Does the server close by itself after a response, without goodbye? Its FIN that acknowledges the client's is no sign of it. */
function noteTlsClose(server: Server, exchange: Exchange, ofClient: Side, ofServer: Side): void {
  const byItself = ofServer.fin !== 0 && (ofClient.fin === 0 || ofServer.finAck - ofClient.finSeq <= 0);
  const app = changetype<AppStream>(changetype<usize>(ofServer) + APP_BYTES_AFTER_SIDE);
  if (!byItself || exchange.turns > 1) server.tlsKept++;
  else if (app.lastRecordIsAlert === 0 && exchange.responseLast !== 0)
    addFirst(closeGapsOf(server), ofServer.finNs - exchange.responseLastNs);
}

function noteLife(server: Server, connection: Connection): void {
  if (connection.endingCode !== ENDING_REFUSED && connection.endedByCode === ENDED_BY_SERVER) server.endedByServer++;
  if (connection.turnsHad === 0) return;
  server.mostTurns = max(server.mostTurns, connection.turnsHad);
  const protocol = connection.protocolCode;
  if (protocol === PROTOCOL_HTTP_1_0 || protocol === PROTOCOL_HTTP_1_1) server.httpClients++;
  else if (protocol > PROTOCOL_TLS) server.tlsClients++;
}

/** The server's connections, in the order in which they were put away. */
function link(server: Server, row: usize, stream: i32): void {
  store<i32>(row, 0, ROW_AT_NEXT_OF_SERVER);
  if (server.lastRow === 0) server.firstRow = stream + 1;
  else store<i32>(rowAt(server.lastRow - 1), stream + 1, ROW_AT_NEXT_OF_SERVER);
  server.lastRow = stream + 1;
}
