/** A complete request gets no response byte, and the server side ends the connection at once. */
import { Known } from '../../flow/exchange.ts';
import { cite, duration, type Rule } from '../rule.ts';
import { clusterShare, timerToleranceNs, waitsLike } from '../server-context.ts';
import { endEvidence } from '../shared-evidence.ts';

const AT_ONCE_NS = 0.9e9;

export const noResponseClose: Rule = {
  id: 'no-response-close',
  match(reading, context) {
    const { connection, waitNs, server, serverRst } = reading;
    if (
      reading.unfinished !== 'request' ||
      reading.closer !== 'server' ||
      waitNs === null ||
      reading.origin.origin === 'middlebox'
    )
      return null;
    if (connection.exchange.requestKnown === Known.incomplete) return null;
    const finCovers = server.fin.seen && !reading.finMissedRequest;
    const rstCovers =
      serverRst?.hasAck === true && ((serverRst.ack - connection.exchange.requestEndSeq) | 0) >= 0;
    if (!finCovers && !rstCovers && !reading.requestAcked) return null;
    const atOnce = waitNs < AT_ONCE_NS;
    const cluster = clusterShare(waitsLike(reading, context), waitNs, timerToleranceNs(waitNs));
    return {
      confidence: atOnce ? 0.91 : cluster.count >= 3 ? 0.2 : 0.5,
      evidence: [
        ...cite(connection.exchange.requestLast, 'the request is complete'),
        ...cite(connection.exchange.requestAcked, 'acknowledged'),
        ...endEvidence(reading, `${duration(waitNs)} after the request, without a response byte`),
      ],
      tellApart:
        "The server's log at this moment: a crash, a worker's exit or a rule that drops the request. A capture at the server shows whether its host sent this.",
    };
  },
};
