import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPageServer, listen, offeredFiles } from './page-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'whyreset-serve-'));
const capture = join(folder, 'a "b" <c>.pcap');
const page = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"><p>the page</p>';

describe('the page server', () => {
  let server: Server;
  let port = 0;
  beforeAll(async () => {
    writeFileSync(capture, 'bytes of a capture');
    server = createPageServer(page, offeredFiles([capture]));
    port = await listen(server, 0);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  function ask(
    path: string,
    options: { host?: string; method?: string } = {},
  ): Promise<{ status: number; text: string; headers: Record<string, unknown> }> {
    const { host = `127.0.0.1:${port}`, method = 'GET' } = options;
    return new Promise((resolve, reject) => {
      const asked = request(
        { host: '127.0.0.1', port, path, method, headers: { host }, agent: false },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (piece: string) => {
            text += piece;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
          );
        },
      );
      asked.on('error', reject);
      asked.end();
    });
  }

  test("answers with the page, and repeats the page's policy as a header", async () => {
    const { status, text, headers } = await ask('/');
    expect([status, text]).toEqual([200, page]);
    expect(headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('gives the files that were offered, by number and not by name', async () => {
    const [offered] = offeredFiles([capture]);
    expect(offered?.name).toBe('a "b" <c>.pcap');
    expect(await ask(`/${offered?.url}`)).toMatchObject({ status: 200, text: 'bytes of a capture' });
  });

  test.each(['/offered/1', '/offered/..%2f..%2fetc%2fpasswd', '/../../etc/passwd', '/etc/passwd', '//evil'])(
    'has nothing at %s',
    async (path) => {
      expect((await ask(path)).status).toBe(404);
    },
  );

  test.each(['evil.example', 'evil.example:1', '127.0.0.1.evil.example'])(
    'refuses a request for the host "%s": a foreign name that was made to resolve to this machine',
    async (host) => {
      expect((await ask('/', { host })).status).toBe(403);
    },
  );

  test('can be asked, and not be told', async () => {
    expect((await ask('/', { method: 'POST' })).status).toBe(405);
  });

  test('answers for a file that has gone meanwhile', async () => {
    const gone = join(folder, 'gone.pcap');
    writeFileSync(gone, '');
    const other = createPageServer(page, offeredFiles([gone]));
    rmSync(gone);
    const before = port;
    port = await listen(other, 0);
    expect((await ask('/offered/0')).status).toBe(404);
    other.close();
    port = before;
  });

  test('says at once that a file is not there', () => {
    expect(() => offeredFiles(['no-such.pcap'])).toThrow('There is no file no-such.pcap.');
    expect(() => offeredFiles([folder])).toThrow('is no file');
  });
});
