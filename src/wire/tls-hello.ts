/**
 * What a passive reader needs of ClientHello and ServerHello (RFC 8446 sections 4.1.2, 4.1.3, 4.2; RFC 6066 section 3;
 * RFC 7301): version, server name, ALPN. Reads from a handshake record's body; anything cut or odd is left out.
 */
import { asciiText } from './ascii-text.ts';

const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const EXTENSION_SERVER_NAME = 0;
const EXTENSION_ALPN = 16;
const EXTENSION_SUPPORTED_VERSIONS = 43;

export interface TlsHello {
  type: 'client' | 'server';
  /** Wire value: 0x0303 TLS 1.2, 0x0304 TLS 1.3 … For a ClientHello the highest it offers. */
  version: number;
  serverName: string | null;
  /** Offered (ClientHello, comma separated) or chosen (ServerHello) protocols. */
  alpn: string | null;
}

/** Parses a hello that begins at `start`; null where it is something else or its fixed part is cut. */
export function parseTlsHello(view: DataView, start: number, end: number): TlsHello | null {
  if (end - start < 4 + 2 + 32 + 1) return null;
  const type = view.getUint8(start);
  if (type !== CLIENT_HELLO && type !== SERVER_HELLO) return null;
  const bodyEnd = Math.min(end, start + 4 + ((view.getUint8(start + 1) << 16) | view.getUint16(start + 2)));
  const hello: TlsHello = {
    type: type === CLIENT_HELLO ? 'client' : 'server',
    version: view.getUint16(start + 4),
    serverName: null,
    alpn: null,
  };
  let at = start + 4 + 2 + 32;
  at += 1 + view.getUint8(at);
  if (type === CLIENT_HELLO) {
    if (at + 2 > bodyEnd) return hello;
    at += 2 + view.getUint16(at);
    if (at + 1 > bodyEnd) return hello;
    at += 1 + view.getUint8(at);
  } else {
    at += 3;
  }
  readExtensions(view, at + 2, bodyEnd, hello);
  return hello;
}

function readExtensions(view: DataView, start: number, end: number, hello: TlsHello): void {
  let at = start;
  while (at + 4 <= end) {
    const type = view.getUint16(at);
    const length = view.getUint16(at + 2);
    const body = at + 4;
    if (body + length > end) return;
    if (type === EXTENSION_SERVER_NAME && hello.type === 'client')
      hello.serverName = readServerName(view, body, length);
    if (type === EXTENSION_ALPN) hello.alpn = readAlpn(view, body, length);
    if (type === EXTENSION_SUPPORTED_VERSIONS) hello.version = readVersion(view, body, length, hello);
    at = body + length;
  }
}

function readServerName(view: DataView, at: number, length: number): string | null {
  if (length < 5 || view.getUint8(at + 2) !== 0) return null;
  return asciiText(view, at + 5, Math.min(view.getUint16(at + 3), length - 5, 255));
}

function readAlpn(view: DataView, at: number, length: number): string | null {
  let names: string | null = null;
  let p = at + 2;
  for (let count = 0; p < at + length && count < 16; count++) {
    const size = view.getUint8(p);
    if (p + 1 + size > at + length) break;
    const name = asciiText(view, p + 1, size);
    names = names === null ? name : `${names},${name}`;
    p += 1 + size;
  }
  return names;
}

/** ServerHello: the chosen version. ClientHello: the highest one offered, GREASE values (RFC 8701) left out. */
function readVersion(view: DataView, at: number, length: number, hello: TlsHello): number {
  if (hello.type === 'server') return length >= 2 ? view.getUint16(at) : hello.version;
  let best = 0;
  for (let p = at + 1; p + 2 <= at + length; p += 2) {
    const version = view.getUint16(p);
    if (version <= 0x0304 && version > best) best = version;
  }
  return best === 0 ? hello.version : best;
}

const VERSION_NAMES: readonly string[] = ['ssl3', '1.0', '1.1', '1.2', '1.3'];

/** "1.0" … "1.3" for a wire version; null for anything else. */
export function tlsVersionName(version: number): string | null {
  return VERSION_NAMES[version - 0x0300] ?? null;
}
