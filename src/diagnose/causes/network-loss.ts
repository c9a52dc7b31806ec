/** Segments of one side are sent again and again and never acknowledged until somebody gives up: the path or host is gone. */

import { Known } from '../../flow/exchange.ts';
import type { Reading } from '../reading.ts';
import { cite, duration, type Match, type Rule } from '../rule.ts';
import type { ServerContext } from '../server-context.ts';
import { hadBeenUsed, isUnheard, noResponseByteAcked } from '../shared-evidence.ts';

const REPEATS = 2;
/** Two retransmission timeouts (RFC 6298: 200 ms at the least in practice). */
const SHORTEST_TRY_NS = 0.4e9;

export const networkLoss: Rule = {
  id: 'network-loss',
  match(reading, context) {
    return (
      senderUnheard(reading) ??
      finUnheard(reading) ??
      probesUnheard(reading) ??
      uploadStopped(reading, context)
    );
  },
};

function senderUnheard(reading: Reading): Match | null {
  const { connection, client, server } = reading;
  const side = isUnheard(reading)
    ? client
    : server.unackedSince.seen && server.unackedRetransmissions >= REPEATS
      ? server
      : null;
  if (side === null || (side === client && client.unackedRetransmissions < REPEATS)) return null;
  const peer = side === client ? server : client;
  if (peer.windowClosed.seen || peerAnswered(reading, side)) return null;
  const who = side === client ? 'client' : 'server';
  const idle =
    side === client && hadBeenUsed(reading) && (reading.idleNs ?? reading.quietAtLeastNs ?? 0) > 0.9e9;
  return {
    confidence: idle ? 0.45 : side.unackedRetransmissions > REPEATS ? 0.95 : 0.85,
    ...(side === server
      ? {
          harm: noResponseByteAcked(reading, side)
            ? ('request-lost' as const)
            : ('response-truncated' as const),
        }
      : {}),
    evidence: [
      ...cite(side.unackedSince, `bytes from the ${who} that are never acknowledged`),
      ...cite(
        side.lastRetransmission,
        `sent ${side.unackedRetransmissions + 1} times in ${duration(side.lastRetransmission.timeNs - side.unackedSince.timeNs)}`,
      ),
      ...cite(connection.end, 'the connection is given up'),
    ],
    tellApart: 'Capture on both sides at once: the segments leave one host and do not reach the other.',
  };
}

/** A peer that resets (its socket is closed) has heard: that is no loss. */
function peerAnswered({ client, clientRst, serverRst }: Reading, side: Reading['client']): boolean {
  const rst = side === client ? serverRst : clientRst;
  const tried = side.lastRetransmission.timeNs - side.unackedSince.timeNs;
  return tried < SHORTEST_TRY_NS || (rst !== null && rst.timeNs - side.unackedSince.timeNs < SHORTEST_TRY_NS);
}

/** Seen from the receiver: the data just stops, and not even its FIN is acknowledged. */
function finUnheard(reading: Reading): Match | null {
  const { connection, unfinished } = reading;
  for (const side of [reading.client, reading.server]) {
    if (!side.fin.seen || side.finAcked.seen || side.finCount <= REPEATS || unfinished === 'nothing')
      continue;
    const who = side === reading.client ? 'client' : 'server';
    return {
      confidence: 0.93,
      evidence: [
        ...cite(connection.exchange.responseLast, 'the last byte of the response that arrived'),
        ...cite(side.fin, `the ${who} gives up with FIN, sent ${side.finCount} times and never acknowledged`),
      ],
      tellApart: 'Capture on both sides at once: the segments leave one host and do not reach the other.',
    };
  }
  return null;
}

/** Waiting for the rest of an exchange, a side probes the other, and nothing answers. */
function probesUnheard(reading: Reading): Match | null {
  if (reading.unfinished !== 'request' && reading.unfinished !== 'response') return null;
  const side = [reading.client, reading.server].find((one) => one.unansweredProbes >= REPEATS);
  if (side === undefined) return null;
  return {
    confidence: 0.93,
    evidence: [
      ...cite(reading.connection.exchange.requestLast, 'the exchange that was under way'),
      ...cite(side.lastProbe, `the last of ${side.unansweredProbes} keep-alive probes, none answered`),
      ...cite(reading.connection.end, 'the connection is given up'),
    ],
    tellApart: 'Capture on both sides at once: the segments leave one host and do not reach the other.',
  };
}

/** Seen from the server: a request of full-size segments just stops, and the capture ends before anybody gives up. */
function uploadStopped(
  { connection, client, endedBy, unfinished }: Reading,
  context: ServerContext,
): Match | null {
  const quietNs = context.captureEndNs - client.last.timeNs;
  if (endedBy !== 'none' || unfinished !== 'request' || quietNs < 5e9) return null;
  if (connection.exchange.requestKnown !== Known.incomplete) return null;
  if (client.lastDataLength < 1000 || client.lastDataLength !== client.largestLength) return null;
  return {
    confidence: 0.6,
    evidence: cite(
      client.last,
      `the request stops in the middle, ${duration(quietNs)} before the capture ends`,
    ),
    harm: 'request-lost',
    tellApart:
      'Capture at the client: it shows the rest of the request sent again and again, or a client that stopped by itself.',
  };
}
