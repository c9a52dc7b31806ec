/** Keep-alive probes without an answer, then RST: the peer or the path went away while idle (RFC 9293 section 3.8.4). */
import { cite, duration, type Rule } from '../rule.ts';

export const tcpKeepaliveFailed: Rule = {
  id: 'tcp-keepalive-failed',
  match({ connection, client, server, unfinished }) {
    for (const side of [client, server]) {
      if (side.unansweredProbes < 2 || unfinished !== 'nothing') continue;
      const peer = side === client ? server : client;
      if (peer.windowClosed.seen) continue;
      const who = side === client ? 'client' : 'server';
      const ended = side.rstCount > 0 || side.fin.seen;
      return {
        confidence: ended ? 0.95 : 0.75,
        evidence: [
          ...cite(side.firstProbe, `first keep-alive probe of the ${who}`),
          ...cite(
            side.lastProbe,
            `the last of ${side.unansweredProbes} in ${duration(side.lastProbe.timeNs - side.firstProbe.timeNs)}, none answered`,
          ),
          ...cite(connection.end, `the ${who} gives the connection up`),
        ],
        harm: 'none',
        tellApart:
          'Capture at the other end: the probes do not arrive there (path), or they arrive and no host answers.',
      };
    }
    return null;
  },
};
