/** Server endpoint (address and port) → what its connections have in common. Looked up once a connection, not once a frame. */
import type { Connection } from './connection.ts';
import type { Core } from './core.ts';
import { TurnState } from './exchange.ts';
import { RowAt, type RowStore } from './row-store.ts';
import { idleBeforeEnd } from './row-writer.ts';
import { ServerFacts } from './server-facts.ts';

const MAX_NAMES = 16;
const MAX_ANSWERED = 256;

export class ServerTable {
  private readonly rows: RowStore;
  /** By their ids. */
  private readonly byId: ServerFacts[] = [];
  /** IPv4 endpoints by address * 65536 + port; IPv6 ones by text. */
  private readonly byKey: Map<number | string, ServerFacts> = new Map();

  constructor(rows: RowStore) {
    this.rows = rows;
  }

  get size(): number {
    return this.byKey.size;
  }

  /** Every server; its place is its id, which the rows of its connections hold once they are over. */
  get all(): readonly ServerFacts[] {
    return this.byId;
  }

  of(connection: Connection): ServerFacts {
    return connection.serverId > 0
      ? (this.byId[connection.serverId - 1] as ServerFacts)
      : this.lookUp(connection);
  }

  /** Roles may still change while they are judged: only settled ones are remembered. */
  private lookUp(connection: Connection): ServerFacts {
    const serverIndex = connection.clientIndex === 0 ? 1 : 0;
    const key = this.key(connection.stream, serverIndex);
    let facts = this.byKey.get(key);
    if (facts === undefined) {
      facts = new ServerFacts(this.byId.length, connection.stream, serverIndex);
      this.byKey.set(key, facts);
      this.byId.push(facts);
    }
    if (!connection.rolesOpen) connection.serverId = facts.id + 1;
    return facts;
  }

  /** Takes over the idle times that the core has noted. */
  addSurvivedIdles(core: Core): void {
    core.eachSurvivedIdle((serverId, idleNs) =>
      (this.byId[serverId - 1] as ServerFacts).addSurvivedIdle(idleNs),
    );
  }

  /** A connection is over, or the capture is. Its server is the result. */
  noteFinished(connection: Connection): ServerFacts {
    const facts = this.of(connection);
    const { client, server } = connection;
    this.rows.setU32(connection.stream, RowAt.server, facts.id);
    facts.connections++;
    if (server.payloadBytes > 0) facts.served++;
    facts.shortestRttNs = Math.min(facts.shortestRttNs, shortestRtt(connection));
    facts.largestAcked[0] = Math.max(facts.largestAcked[0], client.largestAckedLength);
    facts.largestAcked[1] = Math.max(facts.largestAcked[1], server.largestAckedLength);
    facts.largestSeen = Math.max(facts.largestSeen, server.largestLength);
    if (connection.serverName !== null && facts.names.size < MAX_NAMES)
      facts.names.add(connection.serverName);
    facts.serverProduct ??= connection.serverProduct;
    facts.via ??= connection.via;
    noteAnswered(facts, connection);
    noteClose(facts, connection);
    noteTls(facts, connection);
    return facts;
  }

  private key(row: number, side: 0 | 1): number | string {
    const { rows } = this;
    const port = rows.port(row, side);
    const first = rows.addressWord(row, side, 0);
    if (rows.getU8(row, RowAt.ipVersion) === 4) return first * 65536 + port;
    return `${first} ${rows.addressWord(row, side, 1)} ${rows.addressWord(row, side, 2)} ${rows.addressWord(row, side, 3)} ${port}`;
  }
}

function shortestRtt({ syn, synAck, synCount, exchange }: Connection): number {
  const handshakeNs =
    syn.seen && synAck.seen && synCount === 1 ? synAck.timeNs - syn.timeNs : Number.POSITIVE_INFINITY;
  return Math.min(handshakeNs, exchange.fastestAckNs);
}

function noteAnswered(facts: ServerFacts, connection: Connection): void {
  if (facts.answered.size >= MAX_ANSWERED) return;
  for (const request of connection.requests)
    if (request.responseFrame !== 0) facts.answered.add(`${request.method} ${request.path}`);
  if (connection.handshakeDone && connection.exchange.answered > 0 && connection.serverName !== null)
    facts.answered.add(connection.serverName);
}

function noteTls(facts: ServerFacts, connection: Connection): void {
  const sure = connection.ticketRecords > 0 || connection.exchange.ticketCount >= 2;
  if (sure && facts.ticketLengths.size < MAX_NAMES) facts.ticketLengths.add(connection.ticketLength);
  if (connection.clientOpening === 'tls') noteTlsClose(facts, connection);
}

/** Does the server close by itself after a response, without goodbye? Its FIN that acknowledges the client's is no sign of it. */
function noteTlsClose(facts: ServerFacts, { client, server, exchange }: Connection): void {
  if (exchange.answered === 0) return;
  const byItself = server.fin.seen && (!client.fin.seen || ((server.finAck - client.finSeq) | 0) <= 0);
  if (!byItself || exchange.turns > 1) facts.tlsKept++;
  else if (!server.app.lastRecordIsAlert && exchange.responseLast.seen)
    facts.closeGapNs.add(server.fin.timeNs - exchange.responseLast.timeNs);
}

function noteClose(facts: ServerFacts, connection: Connection): void {
  if (!connection.end.seen) return;
  const byServer = connection.endedFirst !== connection.clientIndex;
  if (!byServer || !connection.server.fin.seen || connection.exchange.state === TurnState.request) return;
  const idleNs = idleBeforeEnd(connection);
  if (idleNs >= 0 && !connection.closeAnnounced) facts.serverIdleCloseNs.add(idleNs);
}
