/** `whyreset serve`: the page and the files that it offers, until Ctrl-C. */
import type { Server } from 'node:http';
import { createPageServer, listen, offeredFiles } from '../node/page-server.ts';
import { embedInPage } from '../report/html-report.ts';
import { UsageError } from './failure.ts';
import { readPage } from './page-file.ts';
import type { ServeOptions } from './serve-command.ts';
import { write } from './standard-streams.ts';
import { note } from './terminal.ts';

export async function serve(
  paths: readonly string[],
  options: ServeOptions,
  usualPort: number,
): Promise<void> {
  const files = offeredFiles(paths);
  const offered = files.map(({ name, url, size }) => ({ name, url, size }));
  const server = createPageServer(embedInPage(readPage(), { offered }), files);
  const port = await listenSomewhere(server, options.port, usualPort);
  write(1, `http://127.0.0.1:${port}/\n`);
  note('serving on this machine only; Ctrl-C stops', options);
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

async function listenSomewhere(server: Server, port: number | undefined, usualPort: number): Promise<number> {
  try {
    return await listen(server, port ?? usualPort);
  } catch (error) {
    if (port === undefined) return listen(server, 0);
    throw new UsageError(`port ${port} cannot be used: ${(error as Error).message}`);
  }
}
