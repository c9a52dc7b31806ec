/** The RST does not fit its alleged sender, or the true peer carries on: a policy device speaks in its name (RFC 5961 section 1.2). */
import { cite, type Rule } from '../rule.ts';
import { idleExplains, wasAnsweredElsewhere } from '../server-context.ts';
import { originEvidence, rstEvidence } from '../shared-evidence.ts';

/** A RST that comes out of a silence is about the flow, not about what it carries. */
const LONG_SILENCE_NS = 0.9e9;

export const injectedReset: Rule = {
  id: 'injected-reset',
  match(reading, context) {
    const { origin, connection } = reading;
    const rst = origin.rst;
    if (rst === null || origin.origin !== 'middlebox') return null;
    if (
      reading.unfinished === 'nothing' &&
      connection.endedFirst !== -1 &&
      connection.end.frame !== rst.frame
    )
      return null;
    // After a silence that no request survived, a forgotten flow explains the RST better than a policy.
    const first =
      reading.turns === 0 && reading.server.payloadBytes === 0 && wasAnsweredElsewhere(reading, context);
    const { responseLast } = connection.exchange;
    const silence =
      reading.unfinished === 'nothing' && responseLast.seen ? rst.timeNs - responseLast.timeNs : 0;
    const idle =
      (reading.unfinished === 'request' && idleExplains(reading, context)) || silence > LONG_SILENCE_NS;
    return {
      confidence: idle ? 0.4 : first ? 0.6 : 0.85 + 0.09 * origin.doubt,
      evidence: [
        ...cite(connection.exchange.requestFirst, 'the request'),
        ...rstEvidence(reading),
        ...originEvidence(origin),
      ],
      origin: 'middlebox',
      harm:
        connection.clientHello.seen ||
        connection.exchange.requestBytes > 0 ||
        connection.exchange.answered > 0
          ? undefinedHarm(reading.unfinished)
          : 'connect-failed',
      tellApart:
        'Capture at the alleged sender: it never sent this RST, and gets one itself or goes on sending.',
    };
  },
};

function undefinedHarm(
  unfinished: string,
): 'none' | 'request-lost' | 'response-truncated' | 'connect-failed' {
  if (unfinished === 'request') return 'request-lost';
  if (unfinished === 'response') return 'response-truncated';
  return unfinished === 'nothing' ? 'none' : 'connect-failed';
}
