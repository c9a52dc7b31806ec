/**
 * The options of `whyreset explain`: what ended badly in these captures, why, who should act, what to change.
 */
import { Command, Option } from 'commander';
import {
  type HostAndPort,
  type Moment,
  parseCause,
  parseClient,
  parseMoment,
  parseServer,
  parseStream,
} from './filter-options.ts';
import type { GlobalOptions } from './terminal.ts';

export interface ExplainOptions extends GlobalOptions {
  json?: boolean;
  markdown?: boolean;
  html?: string;
  all?: boolean;
  stream?: number;
  server?: HostAndPort;
  client?: string;
  since?: Moment;
  until?: Moment;
  cause?: string;
  exitCode?: boolean;
  showQuery?: boolean;
  redact?: boolean;
  chain?: string;
}

const examples = `
Examples:
  $ whyreset explain trace.pcapng
  $ whyreset explain ring.pcap0 ring.pcap1                several files of one interface, read as one
  $ ssh host tcpdump -w - 'tcp port 443' | whyreset -     standard input; gzip, zstd, lz4 and xz are recognised
  $ whyreset trace.pcapng --server api.example.com:443 --since 10:05
  $ whyreset trace.pcapng --stream 133                    one connection, with its ladder
  $ whyreset trace.pcapng --json | jq '.incidents[].summary'
  $ whyreset trace.pcapng --markdown > ticket.md
  $ whyreset trace.pcapng --html report.html              one file to mail: plots, evidence, what to set
  $ whyreset trace.pcapng --html report.html --redact     the same for people outside
  $ whyreset trace.pcapng --chain chain.yaml              which hop and line of configuration it was
  $ whyreset trace.pcapng --exit-code --quiet             exit code 1 if anything was harmed, for scripts`;

export function explainCommand(): Command {
  return new Command('explain')
    .description(
      'say what ended badly in these captures, why, who should act and what to change (the default command)',
    )
    .argument('<capture...>', 'capture files: pcap, pcapng or snoop, also compressed; "-" is standard input')
    .option('--json', 'print the document of schema/explain.schema.json')
    .option('--markdown', 'print a report for a ticket')
    .option('--html <file>', 'also write a report as one HTML file, which opens offline')
    .option('--all', 'healthy connections too, and every incident in full')
    .optionsGroup('Choose connections:')
    .option('--stream <n>', "one connection, by Wireshark's tcp.stream", parseStream)
    .option(
      '--server <host[:port]>',
      'to this server: an address, or a name seen in the capture',
      parseServer,
    )
    .option('--client <host>', 'from this client address', parseClient)
    .option(
      '--since <time>',
      'that lived at or after this time (UTC): 2026-01-31T10:00:00Z or 10:05',
      parseMoment,
    )
    .option('--until <time>', 'that began at or before this time', parseMoment)
    .option('--cause <id>', 'with this cause', parseCause)
    .optionsGroup('Other:')
    .addOption(
      new Option(
        '--chain <file>',
        'name the hop and the line of configuration responsible, by a chain file (whyreset audit)',
      ).conflicts('redact'),
    )
    .option('--exit-code', 'exit with 1 when a connection came to harm')
    .option('--redact', 'replace addresses and names by pseudonyms, and show nothing of what was sent')
    .option('--show-query', 'show query strings of requests, which may hold secrets')
    .addHelpText('after', examples)
    .action(async (files: string[], _options: unknown, command: Command) => {
      const { explain } = await import('./explain.ts');
      await explain(files, command.optsWithGlobals<ExplainOptions>());
    });
}
