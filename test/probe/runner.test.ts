/** The sockets: what the runner does with a real connection, and the ways to the server. */

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseProxy } from '../../src/node/proxy-server.ts';
import { closeServers, httpServer, port, tcpServer } from './odd-servers.ts';
import { probeOnce } from './probing.ts';

afterAll(closeServers);

const short = { settings: { maxIdleMs: 2500 } };
const keepAlive = { keepAliveTimeout: 500, keepAliveTimeoutBuffer: 0 };
const page = (_: unknown, response: { end(text: string): void }) => response.end('ok');

describe.concurrent('how the server ends an idle connection', () => {
  const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

  test.each([
    ['fin', (socket: import('node:net').Socket) => socket.end()],
    ['rst', (socket: import('node:net').Socket) => socket.resetAndDestroy()],
  ] as const)('%s after a second', async (how, end) => {
    const url = await tcpServer((socket) => {
      let timer: NodeJS.Timeout | undefined;
      socket.on('data', () => {
        socket.write(answer);
        clearTimeout(timer);
        timer = setTimeout(() => end(socket), 1000);
      });
    });
    const { idleTimeout, durationS } = await probeOnce(url, { settings: { maxIdleMs: 8000 } });
    expect(idleTimeout).toMatchObject({ outcome: 'closes', how });
    expect(idleTimeout?.lowS).toBeGreaterThan(0.9);
    expect(durationS).toBeLessThan(1.1 + 3 + 1);
  });
});

describe.concurrent('manners', () => {
  async function load(gentle: boolean) {
    const times: number[] = [];
    let open = 0;
    let most = 0;
    const requests: string[] = [];
    const server = createHttp(keepAlive, (message, response) => {
      times.push(performance.now());
      requests.push(`${message.method} ${message.url} ${message.headers['user-agent']}`);
      response.end('ok');
    });
    server.on('connection', (socket) => {
      open++;
      most = Math.max(most, open);
      socket.once('close', () => open--);
    });
    const url = `http://127.0.0.1:${await port(server)}/page?x=1`;
    const document = await probeOnce(url, { ...short, gentle });
    const busiest = Math.max(
      ...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length),
    );
    return { document, most, busiest, requests };
  }

  test('at most 20 connections, 50 requests a second, 400 in all, each a GET or HEAD of the path', async () => {
    const { document, most, busiest, requests } = await load(false);
    expect(most).toBeLessThanOrEqual(20);
    // A loaded machine may deliver together what was sent apart.
    expect(busiest).toBeLessThanOrEqual(55);
    expect(requests.length).toBeLessThanOrEqual(400);
    expect(document.manners).toMatchObject({ requests: expect.any(Number) });
    for (const one of requests) expect(one).toMatch(/^(GET|HEAD) \/page\?x=1 whyreset\//);
  });

  test('gentle: a tenth of that', async () => {
    const { document, most, busiest, requests } = await load(true);
    expect(most).toBeLessThanOrEqual(2);
    expect(busiest).toBeLessThanOrEqual(6);
    expect(requests.length).toBeLessThanOrEqual(40);
    expect(document.idleTimeout?.outcome).toBe('closes');
  });
});

describe.concurrent('what the user adds', () => {
  test('method and fields are sent, and Host can be another', async () => {
    const seen = new Set<string>();
    const url = await httpServer(keepAlive, (message, response) => {
      seen.add(`${message.method} ${message.headers.host} ${message.headers['x-own']}`);
      message.resume();
      response.end();
    });
    const fields = [
      ['Host', 'other.example'],
      ['X-Own', 'yes'],
    ] as const;
    const { persistence } = await probeOnce(url, { settings: { maxIdleMs: 1000, method: 'POST', fields } });
    expect([...seen].toSorted()).toEqual(['HEAD other.example yes', 'POST other.example yes']);
    expect(persistence?.afterPost?.keeps).toBe(true);
  });

  test('as many connections at once as were asked for', async () => {
    const server = createHttp({ keepAliveTimeout: 5000 }, page);
    server.maxConnections = 25;
    const url = `http://127.0.0.1:${await port(server)}/`;
    const { connectionLimit } = await probeOnce(url, { settings: { maxIdleMs: 1000, limitConnections: 30 } });
    expect(connectionLimit?.tried).toBe(30);
    expect(connectionLimit?.answered).toBe(25);
  });

  test('Ctrl-C gives what is known by then', async () => {
    const url = await httpServer({ keepAliveTimeout: 60_000 }, page);
    const stop = AbortSignal.timeout(1500);
    const document = await probeOnce(url, { settings: { maxIdleMs: 60_000 }, stop });
    expect(document).toMatchObject({
      interrupted: true,
      reach: { status: 200 },
      idleTimeout: { outcome: 'not-within' },
    });
    expect(document.durationS).toBeLessThan(4);
  });
});

describe.concurrent('ways to the server', () => {
  const status = async (url: string, changes: Parameters<typeof probeOnce>[1]) => {
    const { reach, errors, address } = await probeOnce(url, { ...short, ...changes });
    return { status: reach?.status, errors, address };
  };
  const good = { status: 200, errors: [] };

  test('--resolve and --connect-to', async () => {
    const at = Number(new URL(await httpServer(keepAlive, page)).port);
    const resolve = [{ host: 'app.example', port: at, address: '127.0.0.1' }];
    expect(await status(`http://app.example:${at}/`, { resolve })).toMatchObject({
      ...good,
      address: '127.0.0.1',
    });
    const connectTo = [{ host: '', port: 0, toHost: '127.0.0.1', toPort: at }];
    expect(await status('http://app.example/', { connectTo })).toMatchObject(good);
  });

  test('IPv6', async () => {
    const server = createHttp(keepAlive, page);
    await new Promise<void>((resolve) => server.listen(0, '::1', resolve));
    const { port: at } = server.address() as import('node:net').AddressInfo;
    expect(await status(`http://[::1]:${at}/`, {})).toMatchObject({ ...good, address: '::1' });
    server.closeAllConnections();
    server.close();
  });

  test('a Unix socket', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'whyreset-unix-'));
    const path = join(folder, 'app.sock');
    const server = createHttp(keepAlive, page);
    await new Promise<void>((resolve) => server.listen(path, resolve));
    expect(await status('http://app/', { unixSocket: path })).toMatchObject({ ...good, address: null });
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  test('a proxy with CONNECT', async () => {
    const target = new URL(await httpServer(keepAlive, page));
    const seen = new Set<string | undefined>();
    const proxy = createHttp();
    proxy.on('connect', (message, client) => {
      seen.add(`${message.url} ${message.headers['proxy-authorization']}`);
      const server = connectTcp(Number(target.port), '127.0.0.1', () =>
        client.write('HTTP/1.1 200 OK\r\n\r\n'),
      );
      for (const [a, b] of [[client, server] as const, [server, client] as const]) {
        a.pipe(b);
        a.on('error', () => b.destroy());
      }
    });
    const given = parseProxy(`http://me:secret@127.0.0.1:${await port(proxy)}`);
    expect(await status(`http://inside.example:${target.port}/`, { proxy: given })).toMatchObject({
      ...good,
      address: null,
    });
    expect([...seen]).toEqual([`inside.example:${target.port} Basic bWU6c2VjcmV0`]);
  });

  test('a SOCKS5 proxy', async () => {
    const target = new URL(await httpServer(keepAlive, page));
    const names = new Set<string>();
    const proxy = await tcpServer((client) => {
      client.once('data', () => {
        client.write(Uint8Array.of(5, 0));
        client.once('data', (ask: Buffer) => {
          names.add(ask.toString('latin1', 5, 5 + (ask[4] ?? 0)));
          const server = connectTcp(Number(target.port), '127.0.0.1', () => {
            client.write(Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
            client.pipe(server).pipe(client);
          });
          server.on('error', () => client.destroy());
          client.on('error', () => server.destroy());
        });
      });
    });
    const given = parseProxy(`socks5://${new URL(proxy).host}`);
    expect(await status(`http://inside.example:${target.port}/`, { proxy: given })).toMatchObject(good);
    expect([...names]).toEqual(['inside.example']);
  });

  test('what is no proxy is refused', () => {
    expect(parseProxy('ftp://proxy')).toBeNull();
    expect(parseProxy('proxy:3128')).toMatchObject({ kind: 'connect', host: 'proxy', port: 3128 });
    expect(parseProxy('socks5://proxy')).toMatchObject({ kind: 'socks5', port: 1080 });
  });
});
