/**
 * The arguments of `whyreset cause`: the page about a cause, or the list of all causes.
 */
import { Command } from 'commander';
import type { GlobalOptions } from './terminal.ts';

const examples = `
Examples:
  $ whyreset cause                      all causes, one line each
  $ whyreset cause idle-order           a rule of whyreset audit
  $ whyreset cause idle-reset-delayed   what it is, how it looks on the wire, who acts, what to set`;

export function causeCommand(): Command {
  return new Command('cause')
    .description('print the page about a cause or a rule, or list them all')
    .argument('[id]', 'a cause, as explain names it, or a rule, as audit does')
    .addHelpText('after', examples)
    .action(async (id: string | undefined, _options: unknown, command: Command) => {
      const { cause } = await import('./cause.ts');
      await cause(id, command.optsWithGlobals<GlobalOptions>());
    });
}
