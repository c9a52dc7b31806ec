/**
 * The server closed an idle connection while the next request was on its way (RFC 9112 section 9.3.1). The wire shows
 * it in several forms: FIN that crosses the request, or no FIN at all where the request sat unread when the server closed.
 */
import type { Reading } from '../reading.ts';
import { cite, duration, type EvidenceItem, type Match, type Rule } from '../rule.ts';
import { idleExplains, nearServerTimer, type ServerContext } from '../server-context.ts';
import { hadBeenUsed, isPrompt, rstEvidence } from '../shared-evidence.ts';

/** No idle timer is shorter than this. */
const SHORTEST_TIMER_NS = 0.9e9;

export const keepaliveRace: Rule = {
  id: 'keepalive-race',
  match(reading, context) {
    if (reading.unfinished !== 'request' || !hadBeenUsed(reading)) return null;
    return (
      crossedFin(reading) ??
      crossedGoAway(reading) ??
      closedOnTimer(reading, context) ??
      closedUnread(reading, context)
    );
  },
};

/** FIN (after close_notify in TLS) that acknowledges none of the request, sent before it arrived. */
function crossedFin(reading: Reading): Match | null {
  const { connection, server, idleNs } = reading;
  const sawNothing = server.fin.seen && ((server.finAck - connection.requestSeq) | 0) <= 0;
  if (!sawNothing || reading.clientKnewFin) return null;
  const idle = idleNs === null ? '' : ` after ${duration(idleNs)} idle`;
  // Without messages a last word may cross the FIN by chance: only a protocol of requests makes a race of it.
  const messages = reading.isHttp || reading.isTls || connection.clientOpening === 'h2-preface';
  return {
    confidence: !messages ? 0.7 : idleNs === null ? 0.92 : 0.95,
    evidence: [
      ...cite(connection.exchange.previousEnd, 'end of the last complete exchange'),
      ...cite(server.fin, 'FIN from the server: it had not seen the request'),
      ...cite(connection.exchange.requestFirst, `next request${idle}: its sender had not seen the FIN`),
      ...rstEvidence(reading),
    ],
    tellApart:
      'The acknowledgment numbers decide: the FIN acknowledges none of the request, the request does not acknowledge the FIN.',
  };
}

/** HTTP/2: the server's GOAWAY had not seen the request, and the client leaves at once (RFC 9113 section 6.8). */
function crossedGoAway({ connection, idleNs }: Reading): Match | null {
  const { goAway, goAwayAck, requestSeq, end, exchange } = connection;
  if (!goAway.seen || idleNs === null || idleNs < SHORTEST_TIMER_NS) return null;
  const crossed = ((goAwayAck - requestSeq) | 0) <= 0 && exchange.previousEnd.timeNs < goAway.timeNs;
  if (!crossed || !end.seen || Math.abs(end.timeNs - goAway.timeNs) > SHORTEST_TIMER_NS) return null;
  return {
    confidence: 0.93,
    evidence: [
      ...cite(exchange.previousEnd, 'end of the last complete exchange'),
      ...cite(goAway, 'GOAWAY from the server (in TLS: a record of its size): it had not seen the request'),
      ...cite(exchange.requestFirst, `next request after ${duration(idleNs)} idle`),
      ...cite(end, 'the connection is given up'),
    ],
    tellApart:
      'With a key log the last stream id of the GOAWAY decides: requests above it were not processed and may be sent again.',
  };
}

/** FIN (and often an active RST) just when the idle timer fires: the request had reached the kernel, not the application. */
function closedOnTimer(reading: Reading, context: ServerContext): Match | null {
  const { connection, server } = reading;
  const idleNs = reading.idleNs ?? reading.quietAtLeastNs;
  if (
    !server.fin.seen ||
    idleNs === null ||
    server.fin.timeNs - connection.exchange.requestFirst.timeNs > 0.5e9
  )
    return null;
  if (idleNs < 0.9e9 || !nearServerTimer(reading, context)) return null;
  return {
    confidence: 0.93,
    evidence: [
      ...cite(
        connection.exchange.requestFirst,
        `request after ${reading.idleNs === null ? 'at least ' : ''}${duration(idleNs)} idle`,
      ),
      ...cite(
        server.fin,
        'FIN from the server, at the idle time after which it closes other connections too',
      ),
      ...rstEvidence(reading),
    ],
    tellApart:
      'The end comes at the same idle time as on other connections of this server, whatever the request.',
  };
}

/** An active RST without FIN: the request was in the socket's buffer when the server closed it. */
function closedUnread(reading: Reading, context: ServerContext): Match | null {
  const { serverRst, connection, idleNs } = reading;
  if (
    serverRst === null ||
    reading.server.fin.seen ||
    !isPrompt(reading) ||
    reading.origin.origin === 'middlebox'
  )
    return null;
  const passive = !serverRst.hasAck;
  const timer = nearServerTimer(reading, context);
  if (idleNs === null || (!timer && (passive || !idleExplains(reading, context)))) return null;
  const evidence: EvidenceItem[] = [
    ...cite(connection.exchange.requestFirst, `request after ${duration(idleNs)} idle`),
    ...rstEvidence(reading),
  ];
  return {
    confidence: timer ? 0.92 : 0.6,
    evidence,
    tellApart:
      'A capture at the server shows whether its application closed the socket (active RST, no FIN) or whether the RST came from a box in between.',
  };
}
