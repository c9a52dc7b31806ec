/** The client side ends it in mid-response: cancelled, or a limit of its own. */
import { cite, type Rule } from '../rule.ts';
import { endEvidence } from '../shared-evidence.ts';

export const clientAbort: Rule = {
  id: 'client-abort',
  match(reading) {
    const { connection } = reading;
    if (reading.unfinished !== 'response' || reading.endedBy !== 'client') return null;
    return {
      confidence: 0.92,
      evidence: [
        ...cite(connection.exchange.responseFirst, 'the response begins'),
        ...cite(connection.exchange.responseLast, 'its last byte: the message is not complete'),
        ...endEvidence(reading, 'while the response was coming'),
      ],
      tellApart:
        'A timeout of the client shows as one duration again and again; a user leaves after any time.',
    };
  },
};
