/** The server side ends it in mid-response: short of Content-Length, without the last chunk, TLS without close_notify. */
import { Known } from '../../flow/exchange.ts';
import { cite, type Rule } from '../rule.ts';
import { endEvidence } from '../shared-evidence.ts';

export const responseAborted: Rule = {
  id: 'response-aborted',
  match(reading) {
    const { connection, server } = reading;
    if (
      reading.unfinished !== 'response' ||
      reading.endedBy !== 'server' ||
      reading.origin.origin === 'middlebox'
    )
      return null;
    const proof = proofOf(connection.exchange.responseKnown, server.app.recordRemaining, reading.isTls);
    return {
      confidence:
        connection.exchange.responseKnown === Known.incomplete
          ? 0.94
          : server.app.recordRemaining > 0
            ? 0.94
            : 0.9,
      evidence: [
        ...cite(connection.exchange.responseFirst, 'the response begins'),
        ...cite(connection.exchange.responseLast, `its last byte: ${proof}`),
        ...endEvidence(reading, 'in mid-response'),
      ],
      tellApart:
        "The server's log says why (crash, kill, upstream failure, write timeout); a capture at the server shows whether it sent this end.",
    };
  },
};

function proofOf(known: Known, recordRemaining: number, isTls: boolean): string {
  if (recordRemaining > 0) return `${recordRemaining} bytes of its TLS record are missing`;
  if (known === Known.incomplete) return 'the message is not complete';
  return isTls ? 'no close_notify follows' : 'the response is not complete';
}
