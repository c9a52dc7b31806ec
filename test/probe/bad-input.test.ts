/** Servers and names that a probe cannot work with: each is one sentence with the next step, in time. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTls, type TlsOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseTarget } from '../../src/node/probe-target.ts';
import type { ProbeDocument } from '../../src/probe/result.ts';
import { answering, closeServers, httpServer, port, tcpServer } from './odd-servers.ts';
import { probeOnce } from './probing.ts';

const folder = mkdtempSync(join(tmpdir(), 'whyreset-probe-'));
afterAll(() => {
  closeServers();
  rmSync(folder, { recursive: true });
});

const strict = { tls: { insecure: false } };

function failure({ reach, errors }: ProbeDocument): { code: string; message: string } {
  expect(reach).toBeNull();
  expect(errors).toHaveLength(1);
  expect(errors[0]?.message).not.toContain('\n');
  return { code: errors[0]?.code ?? '', message: errors[0]?.message ?? '' };
}

describe('a URL that makes no sense is refused with a sentence', () => {
  test.each([
    ['', 'it is no URL'],
    ['http://', 'it is no URL'],
    ['http://a b/', 'it is no URL'],
    ['ftp://example.com/', 'only http:// and https://'],
    ['http://user:secret@example.com/', '--header'],
  ])('%j', (url, sentence) => {
    expect(() => parseTarget(url)).toThrow(sentence);
  });

  test('a URL without a scheme is plain HTTP', () => {
    expect(parseTarget('example.com:8080/x?y=1')).toMatchObject({
      tls: false,
      host: 'example.com',
      port: 8080,
      target: '/x?y=1',
    });
  });
});

describe.concurrent('without a connection', () => {
  test('a name without address', async () => {
    expect(failure(await probeOnce('http://no-such-name.invalid/'))).toMatchObject({ code: 'dns' });
  });

  test('a port where nothing listens', async () => {
    const { code, message } = failure(await probeOnce('http://127.0.0.1:9/'));
    expect(code).toBe('refused');
    expect(message).toContain('port 9');
  });

  test('a Unix socket that is not there', async () => {
    expect(failure(await probeOnce('http://app/', { unixSocket: join(folder, 'none') }))).toMatchObject({
      code: 'no-socket',
    });
  });

  test('a proxy where nothing listens', async () => {
    const proxy = { kind: 'connect', host: '127.0.0.1', port: 9, user: '', password: '' } as const;
    expect(failure(await probeOnce('http://app/', { proxy }))).toMatchObject({ code: 'proxy' });
  });

  test.each([407, 502])('a proxy that answers CONNECT with %i', async (status) => {
    const url = new URL(await answering(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`));
    const proxy = {
      kind: 'connect',
      host: url.hostname,
      port: Number(url.port),
      user: '',
      password: '',
    } as const;
    expect(failure(await probeOnce('http://app/', { proxy })).message).toContain(String(status));
  });
});

describe.concurrent('answers that are none', () => {
  /** Usually ten seconds. */
  const hasty = { settings: { responseLimitMs: 2000 } };

  test.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n', 'not-http'],
    ['a status line that is not HTTP', 'HTTP/1.1 abc\r\n\r\n', 'not-http'],
    ['a TLS alert', '\x15\x03\x01\x00\x02\x02\x46', 'tls-port'],
    [
      'what nginx says on a TLS port',
      'HTTP/1.1 400 X\r\nContent-Length: 49\r\n\r\nThe plain HTTP request was sent to HTTPS port.   ',
      'tls-port',
    ],
    ['a length that is no number', 'HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n', 'malformed-body'],
  ])('%s', async (_, text, code) => {
    expect(failure(await probeOnce(await answering(text)))).toMatchObject({ code });
  });

  test('a server that closes at once', async () => {
    expect(failure(await probeOnce(await tcpServer((socket) => socket.end())))).toMatchObject({
      code: 'closed-at-once',
    });
  });

  test('a server that resets at once', async () => {
    const url = await tcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(failure(await probeOnce(url)).message).toContain('reset the connection');
  });

  test('a server that closes in the middle of the response', async () => {
    const url = await tcpServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc')),
    );
    expect(failure(await probeOnce(url))).toMatchObject({ code: 'truncated' });
  });

  test('headers without end', async () => {
    const url = await tcpServer((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n');
        const timer = setInterval(() => socket.write(`X: ${'y'.repeat(4000)}\r\n`), 2);
        socket.once('close', () => clearInterval(timer));
      });
    });
    expect(failure(await probeOnce(url))).toMatchObject({ code: 'endless-headers' });
  });

  test('a server that trickles is given up in time', async () => {
    const url = await tcpServer((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
        const timer = setInterval(() => socket.write('x'), 200);
        socket.once('close', () => clearInterval(timer));
      });
    });
    const document = await probeOnce(url, hasty);
    expect(failure(document)).toMatchObject({ code: 'trickle' });
    expect(document.durationS).toBeLessThan(4);
  });

  test('a server that stays silent is given up in time', async () => {
    const document = await probeOnce(await tcpServer(() => {}), hasty);
    expect(failure(document)).toMatchObject({ code: 'no-response' });
    expect(document.durationS).toBeLessThan(4);
  });
});

describe.concurrent('answers to be careful with', () => {
  const short = { settings: { maxIdleMs: 4000 } };

  test('a gigantic body is not fetched again and again: HEAD is sent', async () => {
    const methods = new Set<string>();
    const url = await httpServer({ keepAliveTimeout: 500 }, (request, response) => {
      methods.add(request.method ?? '');
      response.writeHead(200, { 'content-length': 5_000_000_000 });
      response.end();
    });
    const document = await probeOnce(url, short);
    expect(document.notes.join()).toContain('HEAD requests were sent');
    expect(document.idleTimeout?.outcome).toBe('closes');
    expect(methods).toEqual(new Set(['GET', 'HEAD']));
  });

  test('a redirect is told and not followed, also in a loop', async () => {
    const asked = new Set<string | undefined>();
    const url = await httpServer({ keepAliveTimeout: 500 }, (request, response) => {
      asked.add(request.url);
      response.writeHead(302, { location: '/loop', 'content-length': 0 }).end();
    });
    const document = await probeOnce(`${url}loop`, short);
    expect(document.notes.join()).toContain('redirects to itself');
    expect(asked).toEqual(new Set(['/loop']));
  });

  test('a second request that is never answered is no idle timeout', async () => {
    const url = await tcpServer((socket) =>
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')),
    );
    const document = await probeOnce(url, short);
    expect(document.idleTimeout).toBeNull();
    expect(document.errors.map(({ code }) => code)).toContain('untruthful');
  });
});

describe('TLS', () => {
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  };
  const selfSigned = (name: string, subject: string, ...more: string[]): void =>
    openssl(
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
      '-subj',
      `/CN=${subject}`,
      ...more,
    );
  const files = (name: string): TlsOptions => ({
    key: readFileSync(join(folder, `${name}.key`)),
    cert: readFileSync(join(folder, `${name}.pem`)),
  });
  const serve = async (options: TlsOptions): Promise<string> => {
    const server = createTls(options, (socket) => {
      socket.on('error', () => {});
      socket.on('data', () =>
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
      );
    });
    server.on('tlsClientError', () => {});
    return `https://127.0.0.1:${await port(server)}/`;
  };

  beforeAll(() => {
    selfSigned('self', '127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2');
    selfSigned('other', 'other.example', '-addext', 'subjectAltName=DNS:other.example', '-days', '2');
    selfSigned('ca', 'test authority', '-days', '2');
    openssl(
      'req',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      'leaf.key',
      '-out',
      'leaf.csr',
      '-subj',
      '/CN=127.0.0.1',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
    );
    openssl(
      'x509',
      '-req',
      '-in',
      'leaf.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-copy_extensions',
      'copy',
      '-days',
      '2',
      '-out',
      'leaf.pem',
    );
    openssl(
      'x509',
      '-req',
      '-in',
      'leaf.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-copy_extensions',
      'copy',
      '-days',
      '-1',
      '-out',
      'expired.pem',
    );
    openssl('pkey', '-in', 'leaf.key', '-out', 'expired.key');
  });

  const trusting = (name: string) => ({
    tls: { insecure: false, ca: readFileSync(join(folder, `${name}.pem`)) },
  });

  test('a self-signed certificate', async () => {
    expect(failure(await probeOnce(await serve(files('self')), strict))).toMatchObject({
      code: 'tls-self-signed',
    });
  });

  test('an issuer that nobody trusts, until it is given', async () => {
    const url = await serve(files('leaf'));
    expect(failure(await probeOnce(url, strict))).toMatchObject({ code: 'tls-untrusted' });
    const { reach, tls } = await probeOnce(url, trusting('ca'));
    expect(reach?.status).toBe(200);
    expect(tls?.certificate).toMatchObject({ subject: '127.0.0.1', issuer: 'test authority' });
  });

  test('a certificate that has expired', async () => {
    expect(failure(await probeOnce(await serve(files('expired')), trusting('ca')))).toMatchObject({
      code: 'tls-expired',
    });
  });

  test('a certificate for another name', async () => {
    expect(failure(await probeOnce(await serve(files('other')), trusting('other')))).toMatchObject({
      code: 'tls-name',
    });
  });

  test('no common version', async () => {
    const url = await serve({
      ...files('self'),
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    expect(failure(await probeOnce(url))).toMatchObject({ code: 'tls-version' });
  });

  test('no common cipher', async () => {
    const url = await serve({ ...files('self'), maxVersion: 'TLSv1.2', ciphers: 'PSK-AES128-CBC-SHA' });
    expect(failure(await probeOnce(url))).toMatchObject({ code: 'tls-handshake' });
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'a client certificate is wanted (%s), and given',
    async (version) => {
      const url = await serve({
        ...files('self'),
        requestCert: true,
        ca: readFileSync(join(folder, 'ca.pem')),
        minVersion: version,
        maxVersion: version,
      });
      expect(['tls-client-certificate', 'tls-handshake']).toContain(failure(await probeOnce(url)).code);
      const { key, cert } = files('leaf') as { key: Buffer; cert: Buffer };
      expect((await probeOnce(url, { tls: { insecure: true, key, cert } })).reach?.status).toBe(200);
    },
  );

  test('plain HTTP on the port', async () => {
    const url = await httpServer({}, (_, response) => response.end());
    expect(failure(await probeOnce(url.replace('http:', 'https:')))).toMatchObject({ code: 'not-tls' });
  });

  test('a server that closes during the handshake', async () => {
    const url = await tcpServer((socket) => socket.once('data', () => socket.destroy()));
    expect(failure(await probeOnce(url.replace('http:', 'https:')))).toMatchObject({ code: 'tls-closed' });
  });

  test('a handshake without answer ends in time', async () => {
    const document = await probeOnce((await tcpServer(() => {})).replace('http:', 'https:'));
    expect(failure(document)).toMatchObject({ code: 'tls-timeout' });
    expect(document.durationS).toBeLessThan(9);
  });

  test('HTTPS that is spoken to in plain text', async () => {
    const { message } = failure(await probeOnce((await serve(files('self'))).replace('https:', 'http:')));
    expect(message).toContain('https://');
  });
});
