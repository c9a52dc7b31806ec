/** Errors of sockets, names and TLS, as a stable code and a sentence that says what to do. */
import type { Failure } from '../probe/machine.ts';
import { ProxyRefusal } from './proxy.ts';

/** Where the error arose, for the sentence. */
export interface Place {
  host: string;
  port: number;
  tls: boolean;
}

type Sentence = (place: Place) => string;
type Row = readonly [pattern: RegExp, code: string, message: Sentence];

const dns: readonly Row[] = [
  [
    /^ENOTFOUND$/,
    'dns',
    ({ host }) =>
      `the name ${host} has no address: check the spelling, or give one with --resolve HOST:PORT:ADDRESS`,
  ],
  [
    /^EAI_AGAIN$/,
    'dns',
    ({ host }) =>
      `the name server did not answer for ${host}: check /etc/resolv.conf and the network, or use --resolve`,
  ],
  [
    /^EAI_|^ENODATA$|^ESERVFAIL$/,
    'dns',
    ({ host }) =>
      `the name ${host} could not be resolved: check the name server, or use --resolve HOST:PORT:ADDRESS`,
  ],
];

const tcp: readonly Row[] = [
  [
    /^ECONNREFUSED$/,
    'refused',
    ({ host, port }) =>
      `connection refused: nothing listens on port ${port} of ${host}. Is the server started, and is it the right port?`,
  ],
  [
    /^(ETIMEDOUT|connect-timeout)$/,
    'connect-timeout',
    ({ host, port }) =>
      `no answer from ${host} port ${port}: a firewall drops the packets, or the host is down. Try from another network`,
  ],
  [
    /^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/,
    'unreachable',
    ({ host }) => `there is no route to ${host}: check the network, or the address family with -4 or -6`,
  ],
  [
    /^(EACCES|EPERM)$/,
    'not-permitted',
    ({ host, port }) =>
      `connecting to ${host} port ${port} is not permitted on this machine: check its firewall or the socket's permissions`,
  ],
  [
    /^ENOENT$/,
    'no-socket',
    () => 'there is no such Unix socket: check the path, and that the server is started',
  ],
];

const tls: readonly Row[] = [
  [
    /^CERT_HAS_EXPIRED$/,
    'tls-expired',
    () => 'the certificate has expired: renew it, or probe all the same with --insecure',
  ],
  [
    /^CERT_NOT_YET_VALID$/,
    'tls-not-yet-valid',
    () => 'the certificate is not valid yet: check the clocks of both machines, or use --insecure',
  ],
  [
    /^DEPTH_ZERO_SELF_SIGNED_CERT$/,
    'tls-self-signed',
    () => 'the certificate is self-signed: give it with --cacert FILE, or use --insecure',
  ],
  [
    /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_UNTRUSTED|INVALID_CA)$/,
    'tls-untrusted',
    () =>
      'the certificate is signed by nobody this machine trusts, or the server leaves out an intermediate one: give the issuer with --cacert FILE, or use --insecure',
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    'tls-name',
    ({ host }) =>
      `the certificate is for another name than ${host}: use that name in the URL (with --resolve or --connect-to), or --insecure`,
  ],
  [
    /^(CERT_REVOKED|CERT_REJECTED|CERT_SIGNATURE_FAILURE|CERT_CHAIN_TOO_LONG|INVALID_PURPOSE|HOSTNAME_MISMATCH)$/,
    'tls-certificate',
    () => 'the certificate is not acceptable: look at it with openssl s_client, or use --insecure',
  ],
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|RECORD_LAYER_FAILURE|BAD_RECORD_TYPE/,
    'not-tls',
    () => 'the answer is not TLS: this port speaks plain text. Use http:// in the URL, or the TLS port',
  ],
  [
    /UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|NO_PROTOCOLS_AVAILABLE/,
    'tls-version',
    () =>
      'no common TLS version: the server speaks versions older than 1.2, or refuses all offered ones. Update the server',
  ],
  [
    /HANDSHAKE_FAILURE|NO_SHARED_CIPHER|NO_CIPHERS|INSUFFICIENT_SECURITY|DH_KEY_TOO_SMALL|CA_KEY_TOO_SMALL|EE_KEY_TOO_SMALL/,
    'tls-handshake',
    () =>
      'the server refused the handshake: no common cipher, a key too small, or it wants a client certificate (--cert, --key)',
  ],
  [
    /CERTIFICATE_REQUIRED|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN|UNKNOWN_CA|ACCESS_DENIED/,
    'tls-client-certificate',
    () => 'the server wants a client certificate that it knows: give one with --cert FILE and --key FILE',
  ],
  [
    /UNRECOGNIZED_NAME/,
    'tls-unknown-name',
    ({ host }) =>
      `the server knows no site named ${host}: use the name it serves in the URL, with --resolve or --connect-to`,
  ],
  [
    /NO_APPLICATION_PROTOCOL/,
    'tls-alpn',
    () => 'the server refuses the offered protocol (ALPN): it does not speak HTTP/1.1 there',
  ],
  [
    /INTERNAL_ERROR|DECODE_ERROR|DECRYPT_ERROR|ILLEGAL_PARAMETER/,
    'tls-server',
    () =>
      'the server ended the handshake with an internal error: it may know no certificate for this name. Look at its log',
  ],
  [
    /^tls-timeout$/,
    'tls-timeout',
    () =>
      'the connection is up, but the TLS handshake got no answer: the port may not speak TLS (try http://), or the server is stuck',
  ],
  [
    /^(ECONNRESET|EPIPE)$/,
    'tls-closed',
    () =>
      'the server ended the connection during the TLS handshake: it may not speak TLS there (try http://), or refuse this name or address. Look at its log',
  ],
];

/** For an error before the connection was up. */
export function connectFailure(error: unknown, place: Place): Failure {
  if (error instanceof ProxyRefusal) return error.failure;
  const rows = place.tls ? [...dns, ...tcp, ...tls] : [...dns, ...tcp];
  return (
    lookUp(rows, error, place) ?? {
      code: 'connect',
      message: `no connection to ${place.host} port ${place.port}: ${messageOf(error)}`,
    }
  );
}

/** For an error on a connection that was up; null for a reset. */
export function streamFailure(error: Error): Failure | null {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED') return null;
  const place = { host: 'the server', port: 0, tls: true };
  return (
    lookUp(tls, error, place) ?? { code: 'stream', message: `the connection failed: ${messageOf(error)}` }
  );
}

function lookUp(rows: readonly Row[], error: unknown, place: Place): Failure | null {
  const { code = '', errors = [] } = error as { code?: string; errors?: unknown[] };
  const row = rows.find(([pattern]) => pattern.test(code));
  if (row !== undefined) return { code: row[1], message: row[2](place) };
  // Several addresses were tried: the first one's error stands for all.
  return errors.length > 0 ? lookUp(rows, errors[0], place) : null;
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n', 1)[0] ?? '').slice(0, 200);
}
