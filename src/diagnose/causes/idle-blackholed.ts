/** After idle, the request is sent again and again and never acknowledged: a middlebox forgot the flow, silently. */
import { cite, duration, type Rule } from '../rule.ts';
import { hadBeenUsed, isUnheard } from '../shared-evidence.ts';

const SHORTEST_FLOW_TIMER_NS = 0.9e9;

export const idleBlackholed: Rule = {
  id: 'idle-blackholed',
  match(reading, context) {
    const { connection, client } = reading;
    const idleNs = reading.idleNs ?? reading.quietAtLeastNs;
    if (reading.unfinished !== 'request' || !hadBeenUsed(reading) || !isUnheard(reading)) return null;
    if (idleNs === null || idleNs < SHORTEST_FLOW_TIMER_NS) return null;
    const explained = idleNs > context.facts.longestSurvivedNs * 0.98;
    const often = client.unackedRetransmissions >= 2;
    const heldNs = connection.lastNs - connection.exchange.requestFirst.timeNs;
    return {
      confidence: explained ? (often ? 0.95 : 0.8) : 0.55,
      evidence: [
        ...cite(connection.exchange.previousEnd, 'end of the last complete exchange'),
        ...cite(connection.exchange.requestFirst, `request after ${duration(idleNs)} idle`),
        ...cite(
          client.lastRetransmission,
          `sent ${client.unackedRetransmissions + 1} times in ${duration(heldNs)}, never acknowledged`,
        ),
      ],
      tellApart:
        'Capture at the server: the request does not arrive there. Other connections to the same server work at the same time.',
    };
  },
};
