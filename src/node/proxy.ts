/** Reaching the server through a proxy: CONNECT (RFC 9110 section 9.3.6), or SOCKS5 (RFC 1928) by the socks library. */
import { connect, type Socket } from 'node:net';
import { SocksClient } from 'socks';
import { connectLimitMs, type Failure } from '../probe/machine.ts';
import type { ProxyServer } from './proxy-server.ts';

/** A connection that was refused on the way, in a sentence for the user. */
export class ProxyRefusal extends Error {
  readonly failure: Failure;

  constructor(code: string, message: string) {
    super(message);
    this.failure = { code, message };
  }
}

/** The name is resolved by the proxy. */
export async function openThrough(proxy: ProxyServer, host: string, port: number): Promise<Socket> {
  const socket = connect({ host: proxy.host, port: proxy.port, allowHalfOpen: true });
  // Until somebody listens, an error is reported by what is awaited.
  socket.on('error', () => {});
  try {
    await connected(socket, proxy);
    if (proxy.kind === 'connect') await tunnel(socket, proxy, host, port);
    else await socks(socket, proxy, host, port);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function connected(socket: Socket, { host, port }: ProxyServer): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(unreachable('no answer')), connectLimitMs);
    const unreachable = (why: string): ProxyRefusal =>
      new ProxyRefusal('proxy', `the proxy ${host} port ${port} cannot be reached (${why}): check --proxy`);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(unreachable(error.code ?? error.message));
    });
  });
}

async function socks(socket: Socket, proxy: ProxyServer, host: string, port: number): Promise<void> {
  const { user, password } = proxy;
  try {
    await SocksClient.createConnection({
      command: 'connect',
      destination: { host, port },
      existing_socket: socket,
      timeout: connectLimitMs,
      proxy: {
        host: proxy.host,
        port: proxy.port,
        type: 5,
        ...(user !== '' && { userId: user, password }),
      },
    });
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
    throw new ProxyRefusal('proxy', `the SOCKS proxy did not connect to ${host} port ${port}: ${why}`);
  }
}

const mostHeadBytes = 16_384;

async function tunnel(socket: Socket, proxy: ProxyServer, host: string, port: number): Promise<void> {
  const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  const credentials = Buffer.from(`${proxy.user}:${proxy.password}`).toString('base64');
  const authorization = proxy.user === '' ? '' : `Proxy-Authorization: Basic ${credentials}\r\n`;
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${authorization}\r\n`);
  const { head, rest } = await readHead(socket);
  const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(head)?.[1] ?? 0);
  if (status >= 200 && status < 300) {
    if (rest.length > 0) socket.unshift(rest);
    return;
  }
  const advice =
    status === 407
      ? 'it wants a name and password: --proxy http://USER:PASSWORD@HOST:PORT'
      : 'is that host and port allowed there, and reachable from it?';
  throw new ProxyRefusal(
    'proxy',
    `the proxy answered ${status || 'no HTTP'} to CONNECT ${authority}: ${advice}`,
  );
}

function readHead(socket: Socket): Promise<{ head: string; rest: Buffer }> {
  return new Promise((resolve, reject) => {
    let all = Buffer.alloc(0);
    const done = (): void => {
      clearTimeout(timer);
      socket.removeListener('data', onData);
      socket.removeListener('end', onEnd);
    };
    const fail = (why: string): void => {
      done();
      reject(new ProxyRefusal('proxy', `the proxy ${why} after CONNECT: look at its log`));
    };
    const onData = (bytes: Buffer): void => {
      all = Buffer.concat([all, bytes]);
      const end = all.indexOf('\r\n\r\n');
      if (end === -1) {
        if (all.length > mostHeadBytes) fail('sent a head without end');
        return;
      }
      done();
      socket.pause();
      resolve({ head: all.toString('latin1', 0, end), rest: all.subarray(end + 4) });
    };
    const onEnd = (): void => fail('closed the connection');
    const timer = setTimeout(() => fail('did not answer'), connectLimitMs);
    socket.on('data', onData);
    socket.on('end', onEnd);
  });
}
