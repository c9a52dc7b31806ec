/** After idle, the request meets a RST with no FIN ever seen: a middlebox forgot the flow, and says so. */
import type { Reading } from '../reading.ts';
import { cite, duration, type Match, type Rule } from '../rule.ts';
import {
  clusterShare,
  idleExplains,
  nearServerTimer,
  type ServerContext,
  timerToleranceNs,
} from '../server-context.ts';
import { hadBeenUsed, isPrompt, originEvidence, rstEvidence } from '../shared-evidence.ts';

/** Nobody forgets a flow this soon. */
const SHORTEST_FLOW_TIMER_NS = 0.9e9;

export const idleDropped: Rule = {
  id: 'idle-dropped',
  match(reading, context) {
    return onRequest(reading, context) ?? whileIdle(reading, context);
  },
};

function onRequest(reading: Reading, context: ServerContext): Match | null {
  const { connection, serverRst, idleNs, server, origin } = reading;
  if (
    reading.unfinished !== 'request' ||
    serverRst === null ||
    server.fin.seen ||
    !hadBeenUsed(reading) ||
    !isPrompt(reading)
  )
    return null;
  if (idleNs === null || idleNs < SHORTEST_FLOW_TIMER_NS || !idleExplains(reading, context)) return null;
  const foreign = origin.origin === 'middlebox';
  const passive = !serverRst.hasAck;
  if (!foreign && !passive) return null;
  const race = !foreign && nearServerTimer(reading, context);
  return {
    confidence: foreign ? 0.94 : race ? 0.4 : 0.9,
    evidence: [
      ...cite(connection.exchange.previousEnd, 'end of the last complete exchange'),
      ...cite(connection.exchange.requestFirst, `request after ${duration(idleNs)} idle`),
      ...rstEvidence(reading),
      ...originEvidence(origin),
    ],
    // Whoever forgot the flow is not the server, which still has it.
    origin: 'middlebox',
    tellApart:
      'Capture at the server: if it neither closed the connection nor sent this RST, a box in between forgot the flow.',
  };
}

/** Seen from the far side: the box resets it too, out of silence. */
function whileIdle(reading: Reading, context: ServerContext): Match | null {
  const { connection, origin, rst } = reading;
  if (
    reading.unfinished !== 'nothing' ||
    origin.origin !== 'middlebox' ||
    rst === null ||
    connection.exchange.answered === 0
  )
    return null;
  if (connection.client.fin.seen || connection.server.fin.seen) return null;
  // In the server's name it meets a client with nothing under way: an idle connection that is closed.
  if (rst.from !== connection.clientIndex) return null;
  const quietNs =
    rst.timeNs - Math.max(connection.exchange.responseLast.timeNs, connection.exchange.requestLast.timeNs);
  if (quietNs < SHORTEST_FLOW_TIMER_NS) return null;
  // A box that resets on a timer strikes after one idle time; one that resets on the next packet after any.
  const quiets = context.readings.flatMap((other) => quietBeforeRst(other));
  const near = clusterShare(quiets, quietNs, timerToleranceNs(quietNs));
  const onTimer = near.count >= 3 && near.share >= 0.9;
  return {
    confidence: 0.92,
    evidence: [
      { frame: rst.frame, timeNs: rst.timeNs, says: `RST after ${duration(quietNs)} of silence` },
      ...originEvidence(origin),
    ],
    harm: onTimer ? 'none' : 'request-lost',
    tellApart:
      'Capture at the other end: the same box probably answered a request there with a RST at this moment.',
  };
}

function quietBeforeRst({ connection, rst, origin, unfinished }: Reading): number[] {
  if (rst === null || unfinished !== 'nothing' || origin.origin !== 'middlebox') return [];
  return [
    rst.timeNs - Math.max(connection.exchange.responseLast.timeNs, connection.exchange.requestLast.timeNs),
  ];
}
