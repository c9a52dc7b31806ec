/** TLS records and hellos for tests (RFC 8446 sections 4.1.2, 4.1.3, 5.1; RFC 6066 section 3; RFC 7301). */
import { type Bytes, concat, text, u16 } from './bytes.ts';

export const RecordType = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

export const TLS12 = 0x0303;
export const TLS13 = 0x0304;

export interface HelloOptions {
  serverName?: string;
  alpn?: readonly string[];
  /** In supported_versions; without it the legacy field counts. */
  versions?: readonly number[];
  /** Legacy version field. */
  legacyVersion?: number;
}

/** A record around a body; the header says TLS 1.2, as nearly all do. */
export function tlsRecord(type: number, body: Bytes): Uint8Array {
  return concat([type, 3, 3], u16(body.length), body);
}

/** A record whose content does not matter: encrypted, or not looked at. */
export function opaqueRecord(type: number, length: number): Uint8Array {
  return tlsRecord(type, new Uint8Array(length).fill(0xa5));
}

export function clientHello(options: HelloOptions = {}): Uint8Array {
  const { serverName, alpn, versions, legacyVersion = TLS12 } = options;
  const extensions = concat(
    serverName === undefined ? [] : extension(0, serverNameList(serverName)),
    alpn === undefined ? [] : extension(16, alpnList(alpn)),
    versions === undefined ? [] : extension(43, [2 * versions.length, ...versions.flatMap(u16)]),
  );
  const body = concat(
    u16(legacyVersion),
    new Uint8Array(32).fill(7),
    [0],
    u16(4),
    u16(0x1301),
    u16(0xc02f),
    [1, 0],
  );
  return handshake(1, concat(body, u16(extensions.length), extensions));
}

export function serverHello(options: HelloOptions = {}): Uint8Array {
  const { alpn, versions, legacyVersion = TLS12 } = options;
  const extensions = concat(
    alpn === undefined ? [] : extension(16, alpnList(alpn)),
    versions === undefined ? [] : extension(43, u16(versions[0] ?? TLS13)),
  );
  const body = concat(u16(legacyVersion), new Uint8Array(32).fill(9), [0], u16(0x1301), [0]);
  return handshake(2, concat(body, u16(extensions.length), extensions));
}

function handshake(type: number, body: Bytes): Uint8Array {
  return concat([type, 0, ...u16(body.length)], body);
}

function extension(type: number, body: Bytes): Uint8Array {
  return concat(u16(type), u16(body.length), body);
}

function serverNameList(name: string): Uint8Array {
  return concat(u16(name.length + 3), [0], u16(name.length), text(name));
}

function alpnList(names: readonly string[]): Uint8Array {
  const list = concat(...names.map((name) => concat([name.length], text(name))));
  return concat(u16(list.length), list);
}
