/**
 * The options of `whyreset timeouts`: the catalogue of defaults, and how to set them.
 */
import { Command, Option } from 'commander';
import { type TimeoutKind, timeoutKinds } from '../catalog/timeout-fact.ts';
import { parseDuration, parseSetRequest, type SetRequest, setForms } from './set-request.ts';
import type { GlobalOptions } from './terminal.ts';

export interface TimeoutsOptions extends GlobalOptions {
  kind?: TimeoutKind;
  value?: number;
  set?: SetRequest;
  json?: boolean;
  markdown?: boolean;
}

const examples = `
Examples:
  $ whyreset timeouts                          every product, with its idle timeouts
  $ whyreset timeouts nginx                    one product: each timer, its default, how to set it, the source
  $ whyreset timeouts --value 60               who has a default of 60 seconds?
  $ whyreset timeouts --kind idle-keepalive    idle timeouts of everybody
  $ whyreset timeouts dotnet --set idle=8s     what to write to get an idle timeout of 8 s
  $ whyreset timeouts node --set keepalive=off
  $ whyreset timeouts --json | jq '.facts[] | select(.disputed)'

What --set can set: ${setForms.join(', ')}`;

export function timeoutsCommand(): Command {
  return new Command('timeouts')
    .description(
      'look up documented timeouts of servers, proxies, load balancers and clients, and how to set them',
    )
    .argument('[word...]', 'a product, or words to find in products and settings')
    .addOption(new Option('--kind <kind>', 'only timeouts of this kind').choices(timeoutKinds))
    .option('--value <duration>', 'only defaults of this value: 60, 5m', parseDuration)
    .option('--set <what>', 'print what to write to set this: idle=8s, keepalive=off ...', parseSetRequest)
    .option('--json', 'print JSON')
    .option('--markdown', 'print Markdown')
    .addHelpText('after', examples)
    .action(async (words: string[], _options: unknown, command: Command) => {
      const { timeouts } = await import('./timeouts.ts');
      await timeouts(words, command.optsWithGlobals<TimeoutsOptions>());
    });
}
