/** Payload of segment scripts: quoted text, and shorthands for the messages that occur again and again. */
import { concat, text } from '../build/bytes.ts';
import { clientHello, opaqueRecord, RecordType, serverHello, TLS13, tlsRecord } from '../build/tls.ts';

type Shorthand = (first: string, second: string) => Uint8Array;

/** A TLS 1.3 Finished with SHA-256: 4 + 32 bytes, inner type, tag. */
const FINISHED_LENGTH = 53;
/** An encrypted TLS 1.3 alert. */
const ALERT_LENGTH = 19;

const shorthands: Record<string, Shorthand> = {
  get: (path) => text(`GET ${path} HTTP/1.1\r\nHost: api.test\r\n\r\n`),
  head: (path) => text(`HEAD ${path} HTTP/1.1\r\nHost: api.test\r\n\r\n`),
  /** The head only; `body` follows. */
  post: (path, length) =>
    text(`POST ${path} HTTP/1.1\r\nHost: api.test\r\nContent-Length: ${length}\r\n\r\n`),
  ok: (length) => concat(text(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n`), body(length)),
  status: (code, length) =>
    concat(text(`HTTP/1.1 ${code} Text\r\nContent-Length: ${length || 0}\r\n\r\n`), body(length || '0')),
  body,
  'client-hello': (name, alpn) =>
    tlsRecord(
      RecordType.handshake,
      clientHello({ versions: [TLS13], ...(name && { serverName: name }), ...(alpn && { alpn: [alpn] }) }),
    ),
  'server-hello': (version) =>
    tlsRecord(RecordType.handshake, serverHello(version === '1.3' ? { versions: [TLS13] } : {})),
  ccs: () => tlsRecord(RecordType.changeCipherSpec, [1]),
  finished: () => opaqueRecord(RecordType.applicationData, FINISHED_LENGTH),
  handshake: (length) => opaqueRecord(RecordType.handshake, Number(length)),
  /** An application data record with so many bytes of body. */
  data: (length) => opaqueRecord(RecordType.applicationData, Number(length)),
  /** The beginning of a record of `second` bytes: its header and `first` bytes. */
  'part-of-data': (first, second) =>
    opaqueRecord(RecordType.applicationData, Number(second)).subarray(0, 5 + Number(first)),
  /** A fatal alert in plaintext, by its number. */
  alert: (code) => tlsRecord(RecordType.alert, [2, Number(code)]),
  'h2-preface': () => text('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  /** A frame of stream 1 with 8 bytes, by the numbers of its type and flags (RFC 9113 section 6). */
  'h2-frame': (type, flags) =>
    new Uint8Array([0, 0, 8, Number(type), Number(flags), 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
  /** An alert under TLS 1.2 encryption. */
  'encrypted-alert': () => opaqueRecord(RecordType.alert, 26),
  /** A message of a protocol that nobody here reads. */
  bytes: (length) => new Uint8Array(Number(length)).fill(0x01),
  'close-notify': () => opaqueRecord(RecordType.applicationData, ALERT_LENGTH),
};

function body(length: string): Uint8Array {
  return new Uint8Array(Number(length)).fill(0x78);
}

/** `"text"` or `name(arguments)`; null for anything else. */
export function payloadOf(word: string): Uint8Array | null {
  if (word.startsWith('"')) return text(JSON.parse(word));
  const [, name = '', list = ''] = /^([a-z0-9-]+)(?:\((.*)\))?$/.exec(word) ?? [];
  const [first = '', second = ''] = list.split(',');
  return shorthands[name]?.(first, second) ?? null;
}
