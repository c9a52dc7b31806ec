// The life of one connection: handshake, TLS, turns of request and response, ending. Scripts as in exchange.mjs.
import { ACK, client, PSH, server } from './connection.mjs';
import { closedByClient, closedByIdleServer, keepAliveRace, midResponseAbort, refused } from './endings.mjs';
import { makeResponse, request, response, serverWork } from './exchange.mjs';
import { clientFinished, clientHello, serverFlight } from './tls.mjs';

/** Frames that a turn and an orderly close take at least in a brief connection. */
const briefTurnFrames = 2;
const closeFrames = 3;

export function* life(flow) {
  if (flow.kind === 'refused') {
    yield* refused(flow);
    return;
  }
  yield* tcpHandshake(flow);
  yield* tlsHandshake(flow);
  yield* turns(flow);
  flow.settle();
  if (flow.kind === 'keepalive_race') yield* keepAliveRace(flow);
  else if (flow.kind === 'mid_response_abort') yield* midResponseAbort(flow);
  else if (flow.random.chance(0.6)) yield* closedByClient(flow);
  else yield* closedByIdleServer(flow);
}

function* tcpHandshake({ connection, random, rttUs, counts, event }) {
  const frame = connection.syn(client);
  if (event) event.synFrames = [frame];
  if (random.chance(0.002)) {
    counts.lostSyns++;
    yield 1_000_000 + random.between(0, 30_000);
    connection.syn(client);
  }
  yield rttUs;
  connection.syn(server);
  yield random.between(15, 60);
  connection.send(client, ACK);
}

/** TLS 1.3. A brief connection resumes a session, so the server sends no certificates. */
function* tlsHandshake(flow) {
  const { connection, random, brief } = flow;
  const sessionId = random.bytes(32);
  yield random.between(80, 600);
  connection.send(client, ACK | PSH, clientHello(flow.serverName, random, sessionId));
  connection.receiveAll(server);
  yield flow.rttUs;
  if (!brief) connection.send(server, ACK);
  yield random.between(300, 1500);
  const certificateBytes = brief ? 120 : random.pick([2800, 3300, 4100]);
  const flight = serverFlight(flow.pool, random, sessionId, certificateBytes);
  for (let from = 0; from < flight.length; from += connection.mss) {
    const to = Math.min(flight.length, from + connection.mss);
    if (from > 0) yield random.between(12, 40);
    connection.send(server, to === flight.length ? ACK | PSH : ACK, flight, from, to);
  }
  connection.receiveAll(client);
  yield random.between(20, 60);
  if (!brief) connection.send(client, ACK);
  yield random.between(400, 1500);
  connection.send(client, ACK | PSH, clientFinished(flow.pool, random));
  connection.receiveAll(server);
}

function* turns(flow) {
  const reserve = flow.brief ? briefTurnFrames + closeFrames : 0;
  flow.plan();
  do {
    flow.counts.turns++;
    yield* request(flow);
    yield* serverWork(flow);
    yield* response(flow, makeResponse(flow));
    if (flow.connection.frames + reserve >= flow.budget) return;
    yield* quiet(flow);
  } while (true);
}

/** Between two turns; always shorter than the server's idle timeout, now and then long enough for a TCP keep-alive probe. */
function* quiet(flow) {
  const { connection, random, idleTimeoutUs } = flow;
  if (!flow.kind && !flow.brief && random.chance(0.012)) {
    flow.counts.keepAliveProbes++;
    yield random.between(0.5 * idleTimeoutUs, 0.6 * idleTimeoutUs);
    connection.sendAt(client, (connection.sndNxt[client] - 1) >>> 0, ACK);
    yield flow.rttUs;
    connection.send(server, ACK);
  }
  yield Math.floor(Math.min(random.exponential(flow.thinkUs), 0.3 * idleTimeoutUs)) + 500;
}
