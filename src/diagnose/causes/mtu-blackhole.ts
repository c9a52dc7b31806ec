/** Only segments above a size are lost: path MTU discovery is broken (RFC 8899 section 1.1, RFC 4821). */
import type { Connection } from '../../flow/connection.ts';
import type { Side } from '../../flow/side.ts';
import { cite, duration, type Match, type Rule } from '../rule.ts';
import type { ServerContext } from '../server-context.ts';

/** No path has a smaller MTU than this that anybody would notice (RFC 791: 576; tunnels rarely go below 1200). */
const SMALLEST_SUSPECT = 1100;

export const mtuBlackhole: Rule = {
  id: 'mtu-blackhole',
  match({ connection, client, server }, context) {
    return (
      senderSees(connection, server, client, 'server', context.facts.largestAcked[1], context) ??
      senderSees(connection, client, server, 'client', context.facts.largestAcked[0], context) ??
      receiverSees(connection, server)
    );
  },
};

function senderSees(connection: Connection, side: Side, peer: Side, who: string, largestThrough: number, context: ServerContext): Match | null {
  const stuck = side.unackedSince.seen && side.unackedRetransmissions >= 2 && side.headLength >= SMALLEST_SUSPECT;
  if (!stuck || side.largestAckedLength >= side.headLength || peer.windowClosed.seen) return null;
  // As large a segment got through to or from this server: size is not what is lost.
  if (largestThrough >= side.headLength) return null;
  const alsoStuck = context.readings.filter(
    (other) => (who === 'server' ? other.server : other.client).headLength >= SMALLEST_SUSPECT && (who === 'server' ? other.server : other.client).unackedRetransmissions >= 2,
  ).length;
  return {
    confidence: alsoStuck >= 2 ? 0.96 : 0.8,
    ...(who === 'server' && side.unackedSince.timeNs <= connection.exchange.responseFirst.timeNs ? { harm: 'request-lost' as const } : {}),
    evidence: [
      ...cite(side.unackedSince, `a segment of ${side.headLength} bytes from the ${who}`),
      ...cite(side.lastRetransmission, `sent ${side.unackedRetransmissions + 1} times and never acknowledged, while shorter ones (up to ${Math.max(largestThrough, side.largestAckedLength)} bytes) get through`),
      ...cite(connection.end, 'the connection is given up'),
    ],
    tellApart: `Test the path: \`ping -M do -s ${side.headLength + 12} HOST\` fails where a smaller size answers.`,
  };
}

/** From the receiving side: a hole that is never filled, and a shorter segment after it. */
function receiverSees(connection: Connection, server: Side): Match | null {
  const hole = connection.holeAtEnd;
  if (hole < SMALLEST_SUSPECT || server.app.missingBytes < hole || connection.exchange.requestBytes === 0) return null;
  return {
    confidence: 0.6,
    evidence: [
      ...cite(connection.exchange.requestLast, 'the request'),
      ...cite(server.last, `${hole} bytes before the server's last segment never arrive; what does arrive is short`),
      ...cite(connection.end, `given up ${duration(connection.end.timeNs - connection.exchange.requestLast.timeNs)} later`),
    ],
    tellApart: 'Capture at the server: it shows full-size segments sent again and again. `ping -M do -s 1472 HOST` finds the largest size that passes.',
  };
}
