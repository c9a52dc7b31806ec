/**
 * The options of `whyreset serve`: the web page, for browsers on this machine.
 */
import { Command, InvalidArgumentError } from 'commander';
import type { GlobalOptions } from './terminal.ts';

export interface ServeOptions extends GlobalOptions {
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
      const { serve } = await import('./serve.ts');
      await serve(files, command.optsWithGlobals<ServeOptions>(), usualPort);
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('It is a number from 0 (any) to 65535.');
}
