/** SYN repeated and never answered: a firewall drops, the route is gone, or the host is down (RFC 9293 section 3.8.3). */
import { cite, duration, type Rule } from '../rule.ts';

const PATIENCE_NS = 0.9e9;

export const connectTimeout: Rule = {
  id: 'connect-timeout',
  match({ connection, ending, client }, context) {
    const halfOpen =
      connection.syn.seen &&
      connection.synAckCount >= 2 &&
      !connection.handshakeAck.seen &&
      client.payloadBytes === 0;
    if (ending !== 'unanswered' && !(halfOpen && connection.rstCount === 0)) return null;
    const waitedNs = context.captureEndNs - connection.startNs;
    if (connection.synCount < 2 && waitedNs < PATIENCE_NS) return null;
    const attempts =
      connection.synCount === 1
        ? `one SYN, not answered in the ${duration(waitedNs)} until the capture ends`
        : `SYN sent ${connection.synCount} times in ${duration(connection.lastNs - connection.startNs)}, never answered`;
    return {
      confidence: connection.synCount >= 2 ? 0.95 : 0.65,
      evidence: cite(
        connection.syn,
        halfOpen ? 'SYN; the SYN,ACK is repeated and never acknowledged' : attempts,
      ),
      harm: 'connect-failed',
      origin: 'unknown',
      tellApart:
        'Capture at the server: SYNs that arrive there mean that the answers are lost; none mean that the path drops them.',
    };
  },
};
