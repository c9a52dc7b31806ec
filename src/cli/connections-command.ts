/**
 * The options of `whyreset connections`: one line per TCP connection, facts only.
 */
import { Command } from 'commander';
import type { GlobalOptions } from './terminal.ts';

export interface ConnectionsOptions extends GlobalOptions {
  json?: boolean;
}

const examples = `
Examples:
  $ whyreset connections trace.pcapng
  $ whyreset connections trace.pcapng --json | jq 'select(.ending == "reset")'`;

export function connectionsCommand(): Command {
  return new Command('connections')
    .description('print one line per TCP connection: the facts, numbered as in Wireshark')
    .argument('<capture...>', 'capture files; "-" is standard input')
    .option('--json', 'print one JSON object per line')
    .addHelpText('after', examples)
    .action(async (files: string[], _options: unknown, command: Command) => {
      const { connections } = await import('./connections.ts');
      await connections(files, command.optsWithGlobals<ConnectionsOptions>());
    });
}
