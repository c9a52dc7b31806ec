/** The receiver's window stays closed until somebody gives up (RFC 9293 section 3.8.6.1). */
import { cite, duration, type Rule } from '../rule.ts';

const LONG_NS = 1e9;

export const zeroWindow: Rule = {
  id: 'zero-window',
  match({ connection, client, server }, context) {
    const side = client.windowClosed.seen ? client : server.windowClosed.seen ? server : null;
    if (side === null) return null;
    const untilNs = connection.end.seen ? connection.end.timeNs : connection.lastNs;
    const closedNs = untilNs - side.windowClosed.timeNs;
    const stillNs = (connection.end.seen ? untilNs : context.captureEndNs) - side.windowClosed.timeNs;
    if (stillNs < LONG_NS || (side.windowProbes === 0 && closedNs < LONG_NS)) return null;
    const who = side === client ? 'client' : 'server';
    return {
      confidence: 0.96,
      evidence: [
        ...cite(side.windowClosed, `the ${who} closes its receive window: it stopped reading`),
        ...cite(
          connection.end.seen ? connection.end : side.last,
          `still closed ${duration(closedNs)} later, after ${side.windowProbes} probes`,
        ),
      ],
      harm: side === client ? 'response-truncated' : 'request-lost',
      tellApart: `On the ${who}: is the process stopped, blocked or out of memory? Its receive queue is full (\`ss -tm\`).`,
    };
  },
};
