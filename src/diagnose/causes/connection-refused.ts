/** SYN answered by RST: nothing listens there, or a firewall rejects (RFC 9293 section 3.10.7.1). */
import { cite, type Rule } from '../rule.ts';

export const connectionRefused: Rule = {
  id: 'connection-refused',
  match({ connection, ending, serverRst }) {
    if (ending !== 'refused' || serverRst === null) return null;
    return {
      confidence: 0.97,
      evidence: [
        ...cite(connection.syn, 'SYN from the client'),
        {
          frame: serverRst.frame,
          timeNs: serverRst.timeNs,
          says: 'answered by RST: no socket listens on that port, or a firewall rejects it',
        },
      ],
      harm: 'connect-failed',
      tellApart:
        'Look on the server: `ss -ltn` shows whether the port listens; a firewall that rejects sends its RST with another TTL.',
    };
  },
};
