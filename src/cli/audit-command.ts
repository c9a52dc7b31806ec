/**
 * The options of `whyreset audit`: the timeouts along a proxy chain, in order, and where they will race.
 */
import { Command, Option } from 'commander';
import type { GlobalOptions } from './terminal.ts';

export interface AuditOptions extends GlobalOptions {
  json?: boolean;
  sarif?: boolean;
  fix?: boolean;
  init?: boolean;
  exitCode?: boolean;
}

const examples = `
Examples:
  $ whyreset audit /etc/nginx/nginx.conf             the hops in this file, each with its timeouts
  $ whyreset audit nginx.conf haproxy.cfg            who sends to whom follows from their addresses
  $ whyreset audit deploy/                           every configuration in a directory
  $ whyreset audit --init deploy/                    write deploy/chain.yaml from what is found there
  $ whyreset audit chain.yaml                        the hops in the order that this file names
  $ whyreset audit --fix deploy/                     show the edits that end the findings, then write them
  $ whyreset audit deploy/ --json | jq '.findings[].message'
  $ whyreset audit deploy/ --sarif > audit.sarif     for code review
  $ whyreset audit deploy/ --exit-code --quiet       exit code 1 on an error or a warning, for CI`;

export function auditCommand(): Command {
  return new Command('audit')
    .description('read the configuration of each hop of a proxy chain and say where idle timeouts will race')
    .argument('<path...>', 'a chain file, configuration files, or directories of them')
    .option('--json', 'print the document of schema/audit.schema.json')
    .addOption(new Option('--sarif', 'print SARIF 2.1.0').conflicts('json'))
    .addOption(
      new Option('--fix', 'show the edits that end the findings as a diff, and write them').conflicts([
        'json',
        'sarif',
      ]),
    )
    .addOption(
      new Option('--init', 'write a commented chain.yaml of what is found').conflicts([
        'json',
        'sarif',
        'fix',
      ]),
    )
    .option('--exit-code', 'exit with 1 when there is an error or a warning')
    .addHelpText('after', examples)
    .action(async (paths: string[], _options: unknown, command: Command) => {
      const { auditPaths } = await import('./audit.ts');
      await auditPaths(paths, command.optsWithGlobals<AuditOptions>());
    });
}
