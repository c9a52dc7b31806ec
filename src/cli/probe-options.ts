/** The options of `probe`, parsed. */
import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import type { TlsMaterial } from '../node/dial.ts';
import { inputErrorOf } from '../node/input-error.ts';
import type { FixedAddress, OtherPlace } from '../node/probe-target.ts';
import { type ProxyServer, parseProxy } from '../node/proxy-server.ts';

export function parseMethod(text: string): string {
  if (!/^[A-Za-z][A-Za-z-]{0,30}$/.test(text))
    throw new InvalidArgumentError('It must be a method: GET, HEAD ...');
  return text.toUpperCase();
}

export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It must be a number from 1 to 999999.');
  return Number(text);
}

export function parseRate(text: string): number {
  const rate = Number(text);
  if (!(rate > 0 && rate <= 10_000))
    throw new InvalidArgumentError('It must be a number of requests a second: 5, 0.5.');
  return rate;
}

type Field = readonly [name: string, value: string];

/** "Name: value", as often as wanted. */
export function collectHeader(text: string, before: readonly Field[] = []): Field[] {
  const match = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)$/.exec(text);
  if (match === null) throw new InvalidArgumentError('It must be "Name: value".');
  return [...before, [match[1] ?? '', match[2] ?? '']];
}

/** "host:port:address", IPv6 with or without brackets. */
export function collectResolve(text: string, before: readonly FixedAddress[] = []): FixedAddress[] {
  const [, host = '', port = '', given = ''] = /^([^:]+|\[[^\]]+\]):(\d{1,5}):(.+)$/.exec(text) ?? [];
  const address = given.replace(/^\[|\]$/g, '');
  // Options are parsed by every command: sockets, which are loaded with it, would take each start 3 ms.
  const { isIP } = process.getBuiltinModule('node:net');
  if (isIP(address) === 0) throw new InvalidArgumentError('It must be HOST:PORT:ADDRESS, as for curl.');
  return [...before, { host: host.toLowerCase(), port: Number(port), address }];
}

/** "host1:port1:host2:port2"; any part may be empty. */
export function collectConnectTo(text: string, before: readonly OtherPlace[] = []): OtherPlace[] {
  const name = '([^:\\[\\]]*|\\[[^\\]]+\\])';
  const match = new RegExp(`^${name}:(\\d{0,5}):${name}:(\\d{0,5})$`).exec(text);
  if (match === null) throw new InvalidArgumentError('It must be HOST1:PORT1:HOST2:PORT2, as for curl.');
  const [host = '', port = '', toHost = '', toPort = ''] = match
    .slice(1)
    .map((part) => part.replace(/^\[|\]$/g, ''));
  return [...before, { host: host.toLowerCase(), port: Number(port), toHost, toPort: Number(toPort) }];
}

export function parseProxyOption(text: string): ProxyServer {
  const proxy = parseProxy(text);
  if (proxy === null) throw new InvalidArgumentError('It must be http://HOST:PORT or socks5://HOST:PORT.');
  return proxy;
}

export interface TlsFiles {
  insecure?: boolean;
  cacert?: string;
  cert?: string;
  key?: string;
}

export function readTlsFiles({ insecure = false, cacert, cert, key }: TlsFiles): TlsMaterial {
  // As for curl: a file with both needs no --key.
  const keyFile = key ?? cert;
  return {
    insecure,
    ...(cacert !== undefined && { ca: readPem(cacert) }),
    ...(cert !== undefined && { cert: readPem(cert) }),
    ...(keyFile !== undefined && { key: readPem(keyFile) }),
  };
}

function readPem(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw inputErrorOf(error, path);
  }
}
