/** Data on a connection that the peer has forgotten, without idleness: RST (RFC 9293 section 3.5.1). */
import { cite, duration, type Rule } from '../rule.ts';
import { hadBeenUsed, isPrompt, originEvidence, rstEvidence } from '../shared-evidence.ts';

export const halfOpen: Rule = {
  id: 'half-open',
  match(reading, context) {
    const { connection, serverRst, server, client } = reading;
    if (
      serverRst === null ||
      server.fin.seen ||
      client.fin.seen ||
      !hadBeenUsed(reading) ||
      !isPrompt(reading)
    )
      return null;
    const passive = !serverRst.hasAck || serverRst.window === 0;
    if (!passive) return null;
    const all = context.forgotten.some(
      (event) => serverRst.timeNs >= event.fromNs && serverRst.timeNs <= event.toNs,
    );
    if (reading.unfinished === 'nothing' && !all) return null;
    return {
      confidence: all ? 0.95 : reading.origin.origin === 'middlebox' ? 0.4 : 0.5,
      evidence: [
        ...cite(connection.exchange.previousEnd, `in use until ${duration(reading.idleNs ?? 0)} before`),
        ...cite(connection.exchange.requestFirst, 'the next segment of the client'),
        ...rstEvidence(reading),
        ...originEvidence(reading.origin),
      ],
      tellApart:
        'Did the peer (or a stateful box before it) reboot or fail over just before? Then every connection of that time meets the same RST.',
    };
  },
};
