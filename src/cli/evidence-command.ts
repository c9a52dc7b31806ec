/**
 * The options of `whyreset evidence`: what another team needs to see one incident for itself, as a zip.
 */
import { Command, InvalidArgumentError } from 'commander';
import type { GlobalOptions } from './terminal.ts';

export interface EvidenceOptions extends GlobalOptions {
  incident: number;
  output: string;
  keepPayload?: boolean;
  pseudonymise?: boolean;
}

const examples = `
The pack holds capture.pcapng (the connections of the incident, and a few others of the same server for
contrast), the report, and README.txt with the commands to check them. Payload is overwritten unless you keep
it: what says where messages begin and end stays, so that the pack gives the same verdicts as the capture.

Examples:
  $ whyreset evidence trace.pcapng -o pack.zip                  the worst incident
  $ whyreset evidence trace.pcapng --incident 2 -o pack.zip     the second, as "whyreset trace.pcapng" numbers them
  $ whyreset evidence trace.pcapng --pseudonymise -o pack.zip   for people outside: no address or name is real
  $ whyreset evidence trace.pcapng --keep-payload -o pack.zip   for people inside: frames as they were captured`;

export function evidenceCommand(): Command {
  return new Command('evidence')
    .description(
      'write what shows one incident to another team: its connections, the report, how to check it',
    )
    .argument('<capture...>', 'capture files, as for explain; they are read twice')
    .option('--incident <n>', 'the incident, by its number in the report', parseNumber, 1)
    .option('-o, --output <file>', 'the zip to write', 'evidence.zip')
    .option('--keep-payload', 'keep what was sent: passwords, cookies and personal data too')
    .option('--pseudonymise', 'replace addresses (keeping common prefixes) and names')
    .addHelpText('after', examples)
    .action(async (files: string[], _options: unknown, command: Command) => {
      const { evidence } = await import('./evidence.ts');
      await evidence(files, command.optsWithGlobals<EvidenceOptions>());
    });
}

function parseNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('It must be a number from 1.');
  return Number(text);
}
