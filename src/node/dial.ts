/** A connection to the server: TCP or a Unix socket, then TLS where the URL asks for it. */
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import {
  type ConnectionOptions,
  connect as connectTls,
  type PeerCertificate,
  type TLSSocket,
} from 'node:tls';
import {
  type CertificateFacts,
  connectLimitMs,
  type Failure,
  type Opened,
  type TlsFacts,
} from '../probe/machine.ts';
import { Channel } from './probe-channel.ts';
import { connectFailure } from './probe-failure.ts';
import { openThrough } from './proxy.ts';
import type { ProxyServer } from './proxy-server.ts';
import type { RunClock } from './run-clock.ts';
import { tapOf } from './tls-tap.ts';

/** Where the connections of one probe go. */
export interface Route {
  /** The name in the URL: what the certificate must be for. */
  host: string;
  port: number;
  /** Address and port to connect to, a Unix socket, or what a proxy is to connect to. */
  to:
    | { address: string; port: number }
    | { path: string }
    | { proxy: ProxyServer; host: string; port: number };
  /** Null for plain HTTP. */
  tls: TlsMaterial | null;
}

export interface TlsMaterial {
  insecure: boolean;
  ca?: Buffer;
  cert?: Buffer;
  key?: Buffer;
}

export interface DialOptions {
  alpn?: readonly string[];
  keepAliveMs?: number;
}

export async function dial(
  route: Route,
  { alpn, keepAliveMs }: DialOptions,
  clock: RunClock,
): Promise<{ channel: Channel; opened: Opened } | { failure: Failure }> {
  const { host, port, tls } = route;
  const place = { host, port, tls: tls !== null };
  const startMs = clock.nowMs();
  let raw: Socket | undefined;
  try {
    raw = await connected(route);
    if (keepAliveMs !== undefined) raw.setKeepAlive(true, keepAliveMs);
    raw.setNoDelay(true);
    const connectMs = clock.nowMs() - startMs;
    if (tls === null)
      return { channel: new Channel(raw, raw, clock), opened: { connectMs, tlsMs: null, tls: null } };
    const secured = await secure(raw, route, tls, alpn);
    const tlsMs = clock.nowMs() - startMs - connectMs;
    return {
      channel: new Channel(raw, secured, clock),
      opened: { connectMs, tlsMs, tls: tlsFacts(secured) },
    };
  } catch (error) {
    raw?.destroy();
    return { failure: connectFailure(error, place) };
  }
}

function connected({ to }: Route): Promise<Socket> {
  if ('proxy' in to) return openThrough(to.proxy, to.host, to.port);
  const socket =
    'path' in to
      ? connectTcp({ path: to.path, allowHalfOpen: true })
      : connectTcp({ host: to.address, port: to.port, allowHalfOpen: true });
  return settled(socket, 'connect', 'connect-timeout', socket);
}

/** Resolves on the event; rejects on an error or when nothing has happened in time. */
function settled<Stream extends Socket>(
  stream: Stream,
  event: string,
  code: string,
  raw: Socket,
): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      clearTimeout(timer);
      stream.destroy();
      reject(error);
    };
    const timer = setTimeout(() => fail(Object.assign(new Error(code), { code })), connectLimitMs / 2);
    // A raw socket's error reaches the TLS above it only as a premature end.
    if (raw !== stream) raw.once('error', fail);
    stream.once('error', fail);
    stream.once(event, () => {
      clearTimeout(timer);
      raw.removeListener('error', fail);
      stream.removeListener('error', fail);
      resolve(stream);
    });
  });
}

function secure(
  raw: Socket,
  { host }: Route,
  material: TlsMaterial,
  alpn: readonly string[] = [],
): Promise<TLSSocket> {
  const { insecure, ...files } = material;
  const options: ConnectionOptions = {
    socket: tapOf(raw),
    host,
    rejectUnauthorized: !insecure,
    ...files,
    ...(isIP(host) === 0 && { servername: host }),
    ...(alpn.length > 0 && { ALPNProtocols: [...alpn] }),
  };
  return settled(connectTls(options), 'secureConnect', 'tls-timeout', raw);
}

function tlsFacts(socket: TLSSocket): TlsFacts {
  return {
    version: socket.getProtocol() ?? 'unknown',
    alpn: socket.alpnProtocol || null,
    cipher: socket.getCipher().standardName,
    certificate: certificateFacts(socket.getPeerCertificate()),
  };
}

function certificateFacts(certificate: PeerCertificate): CertificateFacts | null {
  if (certificate.subject === undefined) return null;
  return {
    subject: nameOf(certificate.subject.CN),
    issuer: nameOf(certificate.issuer.CN ?? certificate.issuer.O),
    names: certificate.subjectaltname ?? '',
    validFrom: isoDate(certificate.valid_from),
    validTo: isoDate(certificate.valid_to),
  };
}

/** A field may occur several times, against what the types say. */
function nameOf(name: string | string[] | undefined): string {
  return [name ?? ''].flat().join(', ');
}

function isoDate(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}
