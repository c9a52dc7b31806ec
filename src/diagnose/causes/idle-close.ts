/** An idle connection is closed and nobody was using it: harmless. */
import { cite, duration, type Rule } from '../rule.ts';

export const idleClose: Rule = {
  id: 'idle-close',
  match({ connection, unfinished, endedBy, rst }) {
    if (unfinished !== 'nothing' || endedBy === 'none') return null;
    const { exchange, end } = connection;
    const neverUsed = exchange.answered === 0 && connection.roles === 'seen' && rst === null;
    if (neverUsed || (exchange.answered === 0 && exchange.requestBytes > 0)) return null;
    const lastNs = Math.max(
      exchange.responseLast.timeNs,
      exchange.requestLast.timeNs,
      connection.handshakeAck.timeNs,
    );
    const idleNs = end.timeNs - lastNs;
    const first = rst !== null && rst.frame === end.frame;
    const joinedLate = connection.roles === 'judged' && exchange.answered === 0;
    if (idleNs < 0.9e9 && !joinedLate) return null;
    return {
      confidence: first || joinedLate ? 0.8 : 0.95,
      evidence: cite(end, `the ${endedBy} closes after ${duration(idleNs)} idle; no exchange was open`),
      harm: 'none',
      tellApart: 'No request followed: nothing was lost.',
    };
  },
};
