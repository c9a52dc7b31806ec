/** A SYN meets the state of an older connection with the same ports: challenge ACK, RST (RFC 9293 section 3.10.7.4, RFC 5961 section 4). */
import { cite, type Rule } from '../rule.ts';

export const portReuse: Rule = {
  id: 'port-reuse',
  match({ connection, clientRst, serverRst, turns, unfinished }) {
    if (!connection.challengeAck.seen && !(connection.previousOpen && (clientRst ?? serverRst) !== null))
      return null;
    const answered = connection.challengeAck.seen;
    const rst = clientRst ?? serverRst;
    return {
      confidence: answered ? 0.95 : 0.55,
      evidence: [
        ...cite(
          connection.syn,
          connection.previousStream >= 0 ? `SYN on the ports of stream ${connection.previousStream}` : 'SYN',
        ),
        ...cite(connection.challengeAck, 'answered by a bare ACK: the peer still holds an older connection'),
        ...(rst === null ? [] : [{ frame: rst.frame, timeNs: rst.timeNs, says: 'RST clears the old state' }]),
      ],
      ...(answered ? { origin: 'endpoint' as const } : {}),
      harm:
        turns > 0 || connection.synAck.seen
          ? unfinished === 'request' && turns === 0
            ? 'request-lost'
            : 'none'
          : 'connect-failed',
      tellApart:
        'Look for the older connection on the same four-tuple, and at how fast the client (or a NAT) uses up its ports.',
    };
  },
};
