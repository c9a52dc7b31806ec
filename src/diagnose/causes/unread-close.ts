/** The server closes with request bytes unread, so that its close becomes RST (RFC 9112 section 9.6). */
import { Known } from '../../flow/exchange.ts';
import type { Reading } from '../reading.ts';
import { cite, type Rule } from '../rule.ts';
import { isUploading, rstEvidence } from '../shared-evidence.ts';

export const unreadClose: Rule = {
  id: 'unread-close',
  match(reading) {
    const { connection, serverRst, origin } = reading;
    if (serverRst === null || origin.origin === 'middlebox' || !isUploading(reading)) return null;
    const status = connection.requests.at(-1)?.status ?? null;
    const known =
      connection.exchange.requestKnown === Known.incomplete || connection.requests.at(-1)?.complete === false;
    return {
      confidence: known ? 0.95 : 0.9,
      evidence: [
        ...cite(connection.exchange.requestFirst, 'the request begins'),
        ...cite(
          connection.exchange.responseFirst,
          status === null
            ? 'the server answers before it is complete'
            : `the server answers ${status} before it is complete`,
        ),
        ...rstEvidence(reading),
      ],
      harm: harmOf(reading),
      tellApart:
        'An active RST (timestamps, window, next sequence number) while the client still sends: the application closed with bytes unread.',
    };
  },
};

function harmOf(reading: Reading): 'request-lost' | 'response-truncated' {
  return reading.unfinished === 'response' ? 'response-truncated' : 'request-lost';
}
