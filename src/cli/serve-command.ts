/**
 * `whyreset serve`: the web page, for browsers on this machine.
 */
import type { Server } from 'node:http';
import { Command, InvalidArgumentError } from 'commander';
import { createPageServer, listen, offeredFiles } from '../node/page-server.ts';
import { embedInPage } from '../report/html-report.ts';
import { UsageError } from './failure.ts';
import { readPage } from './page-file.ts';
import { type GlobalOptions, note } from './terminal.ts';

interface ServeOptions extends GlobalOptions {
  port?: number;
}

/** Tried first, so that bookmarks and reloads find the page again. */
const usualPort = 7387;

const examples = `
Examples:
  $ whyreset serve                                 then drop captures on the page
  $ whyreset serve trace.pcapng                    the page opens with this capture
  $ whyreset serve ring.pcap0 ring.pcap1           several files of one interface, read as one
  $ whyreset serve trace.pcapng audit.json         and the chain that "whyreset audit --json" printed
  $ ssh -L 7387:127.0.0.1:7387 host whyreset serve trace.pcapng      a capture on another machine

The page reads captures in the browser, and fetches nothing but the files given here. It is served on 127.0.0.1 only.`;

export function serveCommand(): Command {
  return new Command('serve')
    .description('serve the web page on this machine: look at captures in a browser')
    .argument('[file...]', 'captures to offer in the page; also JSON that audit, probe or explain printed')
    .option('--port <n>', `port of 127.0.0.1 (default: ${usualPort}, or any where that is taken)`, parsePort)
    .addHelpText('after', examples)
    .action(async (files: string[], _options: unknown, command: Command) => {
      await serve(files, command.optsWithGlobals<ServeOptions>());
    });
}

async function serve(paths: readonly string[], options: ServeOptions): Promise<void> {
  const files = offeredFiles(paths);
  const offered = files.map(({ name, url, size }) => ({ name, url, size }));
  const server = createPageServer(embedInPage(readPage(), { offered }), files);
  const port = await listenSomewhere(server, options.port);
  process.stdout.write(`http://127.0.0.1:${port}/\n`);
  note('serving on this machine only; Ctrl-C stops', options);
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

async function listenSomewhere(server: Server, port: number | undefined): Promise<number> {
  try {
    return await listen(server, port ?? usualPort);
  } catch (error) {
    if (port === undefined) return listen(server, 0);
    throw new UsageError(`port ${port} cannot be used: ${(error as Error).message}`);
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('It is a number from 0 (any) to 65535.');
}
