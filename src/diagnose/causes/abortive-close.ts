/** Every exchange was complete, then RST in place of FIN: health checks, SO_LINGER 0, unread close_notify. Harmless. */
import type { Rule } from '../rule.ts';

export const abortiveClose: Rule = {
  id: 'abortive-close',
  match({ connection, unfinished, rst, endedBy, origin }) {
    if (
      unfinished !== 'nothing' &&
      !(unfinished === 'tls-handshake' && isCheck(connection.server.payloadBytes, endedBy))
    ) {
      return null;
    }
    if (rst === null || origin.origin === 'middlebox') return null;
    const unused = connection.exchange.answered === 0;
    const first = connection.end.frame === rst.frame;
    // A client that checks whether a port is open leaves by itself; a server that resets had some reason.
    const ownWish = !unused || endedBy === 'client';
    return {
      confidence: first && ownWish ? 0.95 : 0.6,
      evidence: [
        {
          frame: rst.frame,
          timeNs: rst.timeNs,
          says: unused
            ? `RST from the ${endedBy} on a connection that carried no request${ownWish ? ': a health check, most likely' : ''}`
            : `RST in place of FIN from the ${endedBy}; every exchange was complete`,
        },
      ],
      harm: 'none',
      tellApart: 'No exchange was open: nothing was lost.',
    };
  },
};

/** A TLS health check leaves after the ServerHello. */
function isCheck(serverBytes: number, endedBy: string): boolean {
  return endedBy === 'client' && serverBytes > 0;
}
