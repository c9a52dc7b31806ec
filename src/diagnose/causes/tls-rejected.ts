/** The connection ends during the TLS handshake, after ClientHello (RFC 8446 section 6.2). */
import { alertName } from '../../wire/tls-alerts.ts';
import type { Reading } from '../reading.ts';
import { cite, type EvidenceItem, type Match, type Rule } from '../rule.ts';

export const tlsRejected: Rule = {
  id: 'tls-rejected',
  match(reading) {
    const { connection } = reading;
    if (connection.serverOpening === 'http1' || connection.serverOpening === 'other') return null;
    if (reading.unfinished === 'tls-handshake') return inHandshake(reading);
    return rejectedAfterFinished(reading);
  },
};

function inHandshake(reading: Reading): Match | null {
  const { connection, endedBy } = reading;
  const alert = connection.alerts.find((one) => one.code !== 0);
  if (alert === undefined && endedBy === 'none') return null;
  const sender = alert === undefined ? endedBy : alert.from === connection.clientIndex ? 'client' : 'server';
  const evidence: EvidenceItem[] = cite(
    connection.clientHello,
    `ClientHello${connection.serverName === null ? '' : ` for ${connection.serverName}`}`,
  );
  if (alert !== undefined) {
    evidence.push({
      frame: alert.frame,
      timeNs: alert.timeNs,
      says: `alert "${alertName(alert.code)}" from the ${sender}`,
    });
  }
  evidence.push(...cite(connection.end, `${endedBy} ends the connection before the handshake is complete`));
  return {
    confidence: alert !== undefined ? 0.96 : reading.origin.origin === 'middlebox' ? 0.5 : 0.8,
    evidence,
    harm: 'connect-failed',
    tellApart: `Ask the server with \`openssl s_client -connect HOST:PORT -servername NAME\`; the alert's name says what it minded.`,
  };
}

/** TLS 1.3: a server that refuses the client's certificate says so after the client's Finished, in an encrypted alert. */
function rejectedAfterFinished(reading: Reading): Match | null {
  const { connection, turns, server, endedBy, isTls } = reading;
  const { exchange } = connection;
  if (
    !isTls ||
    connection.tlsVersion !== '1.3' ||
    turns > 0 ||
    connection.roles !== 'seen' ||
    endedBy !== 'server'
  )
    return null;
  if (!server.app.lastRecordIsAlert || connection.ticketRecords > 0 || exchange.responseBytes > 0)
    return null;
  if (!connection.finished.seen || connection.end.timeNs - connection.finished.timeNs > 2e9) return null;
  return {
    confidence: 0.55,
    evidence: [
      ...cite(connection.finished, "the client's Finished"),
      ...cite(connection.end, 'the server answers with an alert and closes: no session ticket, no response'),
    ],
    harm: 'connect-failed',
    tellApart:
      "The alert is encrypted: the server's log or a key log names it. A server that had accepted the handshake usually sends session tickets first.",
  };
}
