/**
 * `whyreset connections`: one line per TCP connection, facts only.
 */
import { Command } from 'commander';
import { connectionsJson, connectionsText } from '../report/connections-text.ts';
import { analyse } from './analyse.ts';
import { type GlobalOptions, lineByLine, useColor, writeOut } from './terminal.ts';

interface ConnectionsOptions extends GlobalOptions {
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
      const options = command.optsWithGlobals<ConnectionsOptions>();
      const { analysis } = await analyse(files, {}, options);
      const lines = analysis.connections();
      await writeOut(
        lineByLine(options.json ? connectionsJson(lines) : connectionsText(lines, useColor(options))),
      );
    });
}
