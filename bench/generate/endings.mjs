// How a connection ends: in order, or by one of the resets that the truth file counts. Scripts as in exchange.mjs.
import { ACK, client, FIN, PSH, RST, server } from './connection.mjs';
import { makeResponse, partOfResponse, request, sendSegment, serverWork } from './exchange.mjs';
import { ApplicationData, closeNotify } from './tls.mjs';

/** Nothing listens: the SYN is answered by RST,ACK. */
export function* refused(flow) {
  const { connection, event } = flow;
  event.synFrames = [connection.syn(client)];
  yield flow.rttUs;
  event.rstFrames.push(connection.reset(server, 0, connection.rcvNxt[server]));
  event.complete = true;
}

/**
 * The connection has been idle for as long as the server allows; the next request leaves before the server's FIN has come
 * here, and reaches a server that has closed. It answers with a bare RST whose sequence number is the request's ACK.
 */
export function* keepAliveRace(flow) {
  const { connection, random, event, rttUs } = flow;
  const halfUs = Math.floor(rttUs / 2);
  const crossingUs = random.between(Math.min(20, halfUs), Math.max(halfUs, 40));
  event.idleTimeoutS = flow.idleTimeoutUs / 1e6;
  yield flow.idleTimeoutUs - crossingUs;
  const requestAck = connection.rcvNxt[client];
  const message = new ApplicationData(flow.pool, random, random.triangular(180, 1300, 420));
  event.requestFrames = [connection.send(client, ACK | PSH, message)];
  yield crossingUs;
  event.finFrames = [connection.send(server, ACK | FIN)];
  connection.receiveAll(client);
  const ackDelayUs = random.between(8, 30);
  yield ackDelayUs;
  connection.send(client, ACK);
  const sinceRequestUs = crossingUs + ackDelayUs;
  const untilResetUs = Math.max(rttUs - sinceRequestUs, 5);
  yield untilResetUs;
  event.rstFrames.push(connection.reset(server, requestAck));
  if (random.chance(0.6)) {
    // The ACK of the FIN finds no connection either, and draws a reset of its own.
    yield Math.max(rttUs - untilResetUs, 5);
    event.rstFrames.push(connection.reset(server, (requestAck + 1) >>> 0));
  }
  event.complete = true;
}

/** A response has begun, then one side aborts. */
export function* midResponseAbort(flow) {
  const { random, event } = flow;
  yield random.between(500, 500_000);
  yield* request(flow);
  yield* serverWork(flow);
  const response = makeResponse(flow, 30_000);
  const sent = random.between(Math.floor(response.segments / 4) + 1, Math.floor((response.segments * 3) / 4));
  yield* partOfResponse(flow, response, sent);
  event.rstBy = random.chance(0.5) ? 'server' : 'client';
  yield* event.rstBy === 'server' ? abortByServer(flow) : abortByClient(flow, response, sent);
  event.complete = true;
}

/** RFC 7323 section 3.2: a RST SHOULD carry timestamps. Linux's do, those of 4.4BSD and its heirs do not. */
function* abortByServer({ connection, random, event, bsdServer }) {
  yield random.between(50, 5000);
  const frame = bsdServer
    ? connection.reset(server, connection.sndNxt[server], connection.rcvNxt[server])
    : connection.send(server, RST | ACK);
  event.rstFrames.push(frame);
}

/** Segments that were under way still come, and each meets a bare RST. */
function* abortByClient(flow, response, sent) {
  const { connection, random, event } = flow;
  yield random.between(20, 400);
  connection.receiveAll(client);
  connection.window[client] = 0;
  event.rstFrames.push(connection.send(client, RST | ACK));
  const underway = Math.min(response.segments - sent, random.between(0, 5));
  for (let i = 0; i < underway; i++) {
    yield response.gapUs;
    sendSegment(flow, response, sent + i);
    yield 5;
    event.rstFrames.push(connection.reset(client, connection.rcvNxt[server]));
  }
}

export function* closedByClient(flow) {
  const { connection, random } = flow;
  flow.counts.clientCloses++;
  yield Math.floor(Math.min(random.exponential(2e6), flow.idleTimeoutUs / 2)) + 500;
  const goodbye = closeNotify(flow.pool, random);
  if (flow.brief) {
    connection.send(client, ACK | PSH | FIN, goodbye);
  } else {
    connection.send(client, ACK | PSH, goodbye);
    yield 12;
    connection.send(client, ACK | FIN);
  }
  connection.receiveAll(server);
  yield flow.rttUs;
  connection.send(server, ACK | FIN);
  connection.receiveAll(client);
  yield 15;
  connection.send(client, ACK);
}

export function* closedByIdleServer(flow) {
  const { connection, random } = flow;
  flow.counts.serverIdleCloses++;
  yield flow.idleTimeoutUs;
  connection.send(server, ACK | FIN);
  connection.receiveAll(client);
  yield random.between(30, 300);
  connection.send(client, ACK | FIN);
  connection.receiveAll(server);
  yield flow.rttUs;
  connection.send(server, ACK);
}
