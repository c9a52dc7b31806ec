/** Only segments above a size are lost: path MTU discovery is broken (RFC 8899 section 1.1, RFC 4821). */
import type { Connection } from '../../flow/connection.ts';
import type { Side } from '../../flow/side.ts';
import type { Reading } from '../reading.ts';
import { cite, duration, type Match, type Rule } from '../rule.ts';
import type { ServerContext } from '../server-context.ts';

/** No path has a smaller MTU than this that anybody would notice (RFC 791: 576; tunnels rarely go below 1200). */
const SMALLEST_SUSPECT = 1100;

export const mtuBlackhole: Rule = {
  id: 'mtu-blackhole',
  match(reading, context) {
    const { connection, client, server } = reading;
    return (
      senderSees(connection, server, client, 'server', context.facts.largestAckedOfServer, context) ??
      senderSees(connection, client, server, 'client', context.facts.largestAckedOfClient, context) ??
      receiverSees(reading, context)
    );
  },
};

function senderSees(
  connection: Connection,
  side: Side,
  peer: Side,
  who: string,
  largestThrough: number,
  context: ServerContext,
): Match | null {
  const stuck =
    side.unackedSince.seen && side.unackedRetransmissions >= 2 && side.headLength >= SMALLEST_SUSPECT;
  if (!stuck || side.largestAckedLength >= side.headLength || peer.windowClosed.seen) return null;
  // As large a segment got through to or from this server: size is not what is lost.
  if (largestThrough >= side.headLength) return null;
  const alsoStuck = context.readings.filter(
    (other) =>
      (who === 'server' ? other.server : other.client).headLength >= SMALLEST_SUSPECT &&
      (who === 'server' ? other.server : other.client).unackedRetransmissions >= 2,
  ).length;
  // Nothing at all from the peer since then: that looks like a dead path, not like one that drops by size.
  const silent = peer.last.timeNs < side.unackedSince.timeNs + 0.2e9;
  return {
    confidence: silent ? 0.7 : alsoStuck >= 2 ? 0.96 : 0.8,
    ...(who === 'server' && side.unackedSince.timeNs <= connection.exchange.responseFirst.timeNs
      ? { harm: 'request-lost' as const }
      : {}),
    evidence: [
      ...cite(side.unackedSince, `a segment of ${side.headLength} bytes from the ${who}`),
      ...cite(
        side.lastRetransmission,
        `sent ${side.unackedRetransmissions + 1} times and never acknowledged, while shorter ones (up to ${Math.max(largestThrough, side.largestAckedLength)} bytes) get through`,
      ),
      ...cite(connection.end, 'the connection is given up'),
    ],
    tellApart: `Test the path: \`ping -M do -s ${side.headLength + 12} HOST\` fails where a smaller size answers.`,
  };
}

/**
 * From the receiving side: the server's sequence number has moved on, past bytes that never arrive. Where no segment
 * of that size ever came from this server, size is what is lost.
 */
function receiverSees(reading: Reading, context: ServerContext): Match | null {
  const { connection, server } = reading;
  const hole = missingAtEnd(reading);
  const waited = connection.exchange.requestLast.seen
    ? connection.exchange.requestLast
    : connection.clientHello;
  if (hole < SMALLEST_SUSPECT || server.lastData.timeNs > waited.timeNs + 1e9) return null;
  if (context.facts.largestSeen >= SMALLEST_SUSPECT) return null;
  const alike = context.readings.filter((other) => missingAtEnd(other) >= SMALLEST_SUSPECT).length;
  return {
    confidence: alike >= 2 ? 0.95 : 0.7,
    evidence: [
      ...cite(waited, connection.exchange.requestLast.seen ? 'the request' : 'ClientHello'),
      ...cite(
        server.last,
        `the server is ${hole} bytes further on than what arrived; no segment of more than ${context.facts.largestSeen} bytes ever comes from it`,
      ),
      ...cite(connection.end, `given up ${duration(connection.end.timeNs - waited.timeNs)} later`),
    ],
    tellApart:
      'Capture at the server: it shows full-size segments sent again and again. `ping -M do -s 1472 HOST` finds the largest size that passes.',
  };
}

/** Bytes that the server sent by its own sequence numbers, beyond what the client ever acknowledged. */
function missingAtEnd({ server, connection, client, unfinished }: Reading): number {
  if (!server.ackedKnown || !server.nextSeqKnown || !client.lastAckKnown || server.fin.seen) return 0;
  const waiting =
    (connection.exchange.requestBytes > 0 && connection.exchange.state !== 0) ||
    unfinished === 'tls-handshake';
  return waiting ? (server.nextSeq - server.acked) | 0 : 0;
}
