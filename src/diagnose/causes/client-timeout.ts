/** A complete request gets no response byte, and the client gives up. */
import { cite, duration, type Rule } from '../rule.ts';
import { clusterShare, timerToleranceNs, waitsLike } from '../server-context.ts';
import { endEvidence, isUnheard } from '../shared-evidence.ts';

const MORE_THAN_ALERTS = 100;

export const clientTimeout: Rule = {
  id: 'client-timeout',
  match(reading, context) {
    const { connection, waitNs } = reading;
    if (
      reading.unfinished !== 'request' ||
      reading.closer !== 'client' ||
      waitNs === null ||
      isUnheard(reading)
    )
      return null;
    if (reading.server.fin.seen && reading.server.fin.timeNs < connection.end.timeNs) return null;
    // Acknowledging more than an alert that the capture lacks, the client had an answer that cannot be made out here.
    const acknowledged = (reading.client.finAck - connection.requestAck) | 0;
    const unseen = Math.min(acknowledged, reading.server.app.missingBytes);
    if (reading.client.fin.seen && unseen > MORE_THAN_ALERTS) return null;
    const cluster = clusterShare(waitsLike(reading, context), waitNs, timerToleranceNs(waitNs));
    const repeated = cluster.count >= 3 && cluster.share >= 0.5;
    const patient = waitNs >= 0.4e9;
    return {
      confidence: patient ? (repeated ? 0.94 : 0.9) : 0.6,
      evidence: [
        ...cite(connection.exchange.requestLast, 'the request is complete'),
        ...cite(connection.exchange.requestAcked, 'acknowledged by the server side'),
        ...endEvidence(
          reading,
          `${duration(waitNs)} later, without a response byte${repeated ? `; ${cluster.count} requests waited as long` : ''}`,
        ),
      ],
      tellApart:
        "The client's own timeout setting equals the wait; a user who cancels leaves after any time.",
    };
  },
};
