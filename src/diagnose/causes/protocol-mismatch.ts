/** The two sides speak different protocols: HTTP to a TLS port, TLS to an HTTP port, HTTP/2 to an HTTP/1 server. */
import type { Reading } from '../reading.ts';
import { cite, type Match, type Rule } from '../rule.ts';
import type { ServerContext } from '../server-context.ts';

export const protocolMismatch: Rule = {
  id: 'protocol-mismatch',
  match(reading, context) {
    const { connection } = reading;
    if (reading.turns > 1 || connection.clientOpening === 'none' || connection.clientOpening === 'other')
      return null;
    if (connection.clientOpening === 'http1') return httpToTls(reading, context);
    if (connection.clientOpening === 'tls') return tlsToPlain(reading, context);
    return http2ToHttp1(reading, context);
  },
};

function httpToTls(reading: Reading, context: ServerContext): Match | null {
  const { connection } = reading;
  const tlsPort = context.tlsClients > 0 && context.tlsClients >= context.httpClients;
  const alert = connection.serverOpening === 'tls';
  const refused = connection.requests[0]?.status === 400;
  const closed =
    connection.serverOpening === 'none' && reading.endedBy === 'server' && !connection.server.rstCount;
  if (!alert && !(tlsPort && (refused || closed))) return closed ? neverAnswered(reading, context) : null;
  const reply = alert
    ? 'the server answers with a TLS record'
    : refused
      ? 'the server answers 400'
      : 'the server closes without an answer';
  return found(
    reading,
    alert ? 0.97 : 0.93,
    'plaintext HTTP request',
    `${reply}${tlsPort ? '; other clients speak TLS to this port' : ''}`,
    'request-lost',
  );
}

/** No plaintext request was ever answered here, and each was closed at once: a TLS port, the more so if its number says so. */
function neverAnswered(reading: Reading, context: ServerContext): Match | null {
  const attempts = context.readings.filter(
    (other) => other.isHttp && other.connection.serverOpening === 'none' && other.server.fin.seen,
  ).length;
  if (context.facts.served > 0 || attempts < 3 || (reading.waitNs ?? 0) > 0.9e9) return null;
  const numbered = context.port % 1000 === 443;
  return found(
    reading,
    numbered ? 0.92 : 0.5,
    'plaintext HTTP request',
    `the server closes without a byte, as on all ${attempts} attempts${numbered ? `; port ${context.port} is a usual TLS port` : ''}`,
    'request-lost',
  );
}

function tlsToPlain(reading: Reading, context: ServerContext): Match | null {
  const { connection } = reading;
  const { serverOpening } = connection;
  if (serverOpening === 'http1' || serverOpening === 'other') {
    const what = serverOpening === 'http1' ? 'plaintext HTTP' : 'bytes that are not TLS';
    return found(reading, 0.96, 'TLS ClientHello', `the server answers with ${what}`, 'connect-failed');
  }
  const plainPort = context.httpClients > 0 && context.tlsClients === 0;
  if (serverOpening !== 'none' || !plainPort || reading.endedBy === 'none') return null;
  return found(
    reading,
    0.85,
    'TLS ClientHello',
    'closed without an answer; other clients speak plaintext HTTP to this port',
    'connect-failed',
  );
}

function http2ToHttp1(reading: Reading, context: ServerContext): Match | null {
  const { connection } = reading;
  if (connection.serverOpening === 'h2' || reading.endedBy === 'none') return null;
  const http1 = connection.serverOpening === 'http1' || context.httpClients > 0;
  const reply =
    connection.serverOpening === 'http1'
      ? 'the server answers in HTTP/1'
      : 'the server closes without an HTTP/2 frame';
  return found(reading, http1 ? 0.95 : 0.92, 'HTTP/2 connection preface', reply, 'connect-failed');
}

function found(
  reading: Reading,
  confidence: number,
  sent: string,
  reply: string,
  harm: 'request-lost' | 'connect-failed',
): Match {
  const { connection, client, server } = reading;
  const { clientHello, exchange, end } = connection;
  // An HTTP/2 preface is no request yet; it is the client's first payload, and here its last.
  const first = [clientHello, exchange.requestFirst].find((mark) => mark.seen) ?? client.lastData;
  const answer = [exchange.responseFirst, server.lastData].find((mark) => mark.seen) ?? end;
  return {
    confidence,
    evidence: [...cite(first, `${sent} from the client`), ...cite(answer, reply)],
    harm,
    tellApart:
      'Speak to the port by hand: `curl -v http://…`, `openssl s_client -connect …`, `curl --http2-prior-knowledge …`.',
  };
}
