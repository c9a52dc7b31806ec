/**
 * Serves the page to browsers on this machine. Only the page and the files given are there, only for reading, and only
 * for this origin: another site that a browser has open can neither read them nor pretend to be this host.
 */
import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { InputError } from '../input/input-error.ts';
import { inputErrorOf } from './input-error.ts';

export interface OfferedFile {
  path: string;
  name: string;
  url: string;
  size: number;
}

const headers = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Rejects nothing here that could only be found out later: each file must be there now. */
export function offeredFiles(paths: readonly string[]): OfferedFile[] {
  return paths.map((path, place) => {
    const { size, mtimeMs } = fileAt(path);
    // The time makes another file of a file that was written anew.
    return { path, name: basename(path), url: `offered/${place}?${Math.trunc(mtimeMs)}`, size };
  });
}

function fileAt(path: string): { size: number; mtimeMs: number } {
  try {
    const stats = statSync(path);
    if (stats.isFile()) return stats;
  } catch (error) {
    throw inputErrorOf(error, path);
  }
  throw new InputError(
    'unsupported-format',
    `${path} is no file: a browser can only be offered files that can be read again and again.`,
  );
}

/** `page` is the whole page; its content security policy is repeated as a header, which can also forbid frames. */
export function createPageServer(page: string, offered: readonly OfferedFile[]): Server {
  const policy =
    /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "default-src 'none'";
  const pageHeaders = {
    ...headers,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `${policy}; frame-ancestors 'none'`,
  };
  return createServer((request, response) => {
    const refusal = refusalOf(request);
    if (refusal !== null) return end(response, refusal, 'Refused.');
    const path = (request.url ?? '/').split('?', 1)[0];
    if (path === '/') {
      response.writeHead(200, pageHeaders);
      return response.end(request.method === 'HEAD' ? undefined : page);
    }
    const file = offered[Number(/^\/offered\/(\d{1,6})$/.exec(path ?? '')?.[1] ?? -1)];
    if (file === undefined) return end(response, 404, 'Nothing is here.');
    return sendFile(file, request, response);
  });
}

/** A status, or null. A foreign Host header is a foreign site's name that was made to resolve to this machine. */
function refusalOf({ method, headers: { host = '' } }: IncomingMessage): 403 | 405 | null {
  if (method !== 'GET' && method !== 'HEAD') return 405;
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host) ? null : 403;
}

function sendFile({ path }: OfferedFile, { method }: IncomingMessage, response: ServerResponse): void {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  file.once('error', () =>
    response.headersSent ? response.destroy() : end(response, 404, 'The file is gone.'),
  );
  file.once('open', () => {
    response.writeHead(200, { ...headers, 'Content-Type': 'application/octet-stream' });
    if (method === 'HEAD') response.end();
    else file.pipe(response);
  });
  response.once('close', () => file.destroy());
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

/** Resolves with the port; rejects where it is taken. Loopback only. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => {
      server.removeListener('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
