/** Data on a connection that the peer has forgotten, without idleness: RST (RFC 9293 section 3.5.1). */
import type { Reading } from '../reading.ts';
import { cite, duration, type Rule } from '../rule.ts';
import type { ServerContext } from '../server-context.ts';
import { hadBeenUsed, isPrompt, originEvidence, rstEvidence } from '../shared-evidence.ts';

const TOGETHER_NS = 3e9;

export const halfOpen: Rule = {
  id: 'half-open',
  match(reading, context) {
    const { connection, serverRst, server, client } = reading;
    if (serverRst === null || server.fin.seen || client.fin.seen || !hadBeenUsed(reading) || !isPrompt(reading)) return null;
    const passive = !serverRst.hasAck || serverRst.window === 0;
    if (!passive) return null;
    const together = forgottenTogether(reading, context);
    const all = together >= 3 && together >= aliveAt(connection.end.timeNs, context) * 0.7;
    if (reading.unfinished === 'nothing' && !all) return null;
    return {
      confidence: all ? 0.95 : reading.origin.origin === 'middlebox' ? 0.4 : 0.6,
      evidence: [
        ...cite(connection.exchange.previousEnd, `in use until ${duration(reading.idleNs ?? 0)} before`),
        ...cite(connection.exchange.requestFirst, 'the next segment of the client'),
        ...rstEvidence(reading),
        ...originEvidence(reading.origin),
        ...(all ? [] : []),
      ],
      tellApart: 'Did the peer (or a stateful box before it) reboot or fail over just before? Then every connection of that time meets the same RST.',
    };
  },
};

/** Connections of this server that were forgotten in the same moment. */
function forgottenTogether(reading: Reading, context: ServerContext): number {
  return context.readings.filter(
    (other) =>
      other.serverRst !== null &&
      !other.server.fin.seen &&
      other.turns > 0 &&
      Math.abs(other.serverRst.timeNs - (reading.serverRst?.timeNs ?? 0)) < TOGETHER_NS,
  ).length;
}

function aliveAt(timeNs: number, context: ServerContext): number {
  return context.readings.filter(
    (other) => other.connection.startNs < timeNs && other.turns > 0 && (!other.connection.end.seen || other.connection.end.timeNs > timeNs - TOGETHER_NS),
  ).length;
}
