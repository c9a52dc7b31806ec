/** The client had the server's FIN and sent a request anyway: its pool does not watch idle connections. */
import { cite, duration, type Rule } from '../rule.ts';
import { rstEvidence } from '../shared-evidence.ts';

export const staleReuse: Rule = {
  id: 'stale-reuse',
  match(reading) {
    const { connection, server, idleNs } = reading;
    if (reading.unfinished !== 'request' || !server.fin.seen || !reading.clientKnewFin) return null;
    const knownNs = connection.exchange.requestFirst.timeNs - server.fin.timeNs;
    return {
      confidence: 0.95,
      evidence: [
        ...cite(server.fin, 'FIN from the server: it closed the idle connection'),
        ...cite(server.finAcked, 'acknowledged by the client'),
        ...cite(
          connection.exchange.requestFirst,
          `request ${duration(knownNs)} later${idleNs === null ? '' : `, ${duration(idleNs)} after the last exchange`}, on a connection known to be closed`,
        ),
        ...rstEvidence(reading),
      ],
      tellApart:
        "The request acknowledges the server's FIN: the client's kernel knew, its application did not look.",
    };
  },
};
