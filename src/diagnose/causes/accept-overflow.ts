/** The handshake completes and a RST follows at once, before any server byte, on a listener that serves others. */
import { cite, duration, type Rule } from '../rule.ts';
import { wasAnsweredElsewhere } from '../server-context.ts';

const AT_ONCE_NS = 1e9;

export const acceptOverflow: Rule = {
  id: 'accept-overflow',
  match(reading, context) {
    const { connection, server, serverRst, turns, rttToServerNs, origin } = reading;
    if (
      serverRst === null ||
      turns > 0 ||
      server.payloadBytes > 0 ||
      server.fin.seen ||
      !connection.synAck.seen
    )
      return null;
    const up = connection.handshakeAck.seen ? connection.handshakeAck : connection.synAck;
    const afterNs = serverRst.timeNs - up.timeNs;
    if (
      afterNs > Math.max(AT_ONCE_NS, 3 * (rttToServerNs ?? 0)) ||
      connection.endedFirst === connection.clientIndex
    )
      return null;
    // A RST that acknowledges the request answers the request, not the connection.
    const { client } = connection;
    const acknowledgesData = serverRst.hasAck && ((serverRst.ack - client.baseSeq) | 0) > 1;
    const acknowledged = client.ackedKnown && ((client.acked - client.baseSeq) | 0) > 1;
    if (acknowledgesData || acknowledged) return null;
    const busy = context.facts.served > 0;
    // A bare RST of a foreign hand, once a request was sent, may as well be an answer to what the request said.
    const foreign = origin.origin === 'middlebox' && client.payloadBytes > 0;
    const answersItself = connection.rsts.some(
      (one) =>
        one.from === serverRst.from &&
        one.frame !== serverRst.frame &&
        Math.abs(one.ttl - server.ttl) <= 1 &&
        Math.abs(serverRst.ttl - server.ttl) > 1,
    );
    const ambiguous =
      foreign && (answersItself || (!serverRst.hasAck && !wasAnsweredElsewhere(reading, context)));
    return {
      confidence: ambiguous ? 0.45 : busy ? 0.95 : 0.7,
      evidence: [
        ...cite(connection.synAck, 'SYN,ACK: the handshake completes'),
        {
          frame: serverRst.frame,
          timeNs: serverRst.timeNs,
          says: `RST ${duration(afterNs)} after the handshake, before any byte of the server and acknowledging none of the client's`,
        },
      ],
      harm: connection.client.payloadBytes > 0 ? 'request-lost' : 'connect-failed',
      tellApart:
        'On the server `nstat -az TcpExtListenOverflows` counts overflows; a load balancer at its limit sends the RST with a TTL of its own.',
    };
  },
};
