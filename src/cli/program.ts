/**
 * The program and its commands; what all commands share.
 */
import { Command, Option } from 'commander';
import { auditCommand } from './audit-command.ts';
import { causeCommand } from './cause-command.ts';
import { connectionsCommand } from './connections-command.ts';
import { evidenceCommand } from './evidence-command.ts';
import { explainCommand } from './explain-command.ts';
import { packageVersion } from './package-root.ts';
import { probeCommand } from './probe-command.ts';
import { serveCommand } from './serve-command.ts';
import { write } from './standard-streams.ts';
import { timeoutsCommand } from './timeouts-command.ts';

const examples = `
Examples:
  $ whyreset trace.pcapng                          why connections in this capture ended badly
  $ tcpdump -i any -s 0 -w - 'tcp port 443' | whyreset -      the same while it is being captured (stop with Ctrl-C)
  $ whyreset ring.pcap0 ring.pcap1 ring.pcap2      several files of one interface, read as one
  $ whyreset connections trace.pcapng              the facts, one line per TCP connection
  $ whyreset evidence trace.pcapng -o pack.zip     the worst incident as a pack for another team
  $ whyreset probe https://api.example.com/        how long a server keeps idle connections, and what to set
  $ whyreset serve trace.pcapng                    the same to look at, in a browser
  $ whyreset cause keepalive-race                  the page about a cause
  $ whyreset timeouts nginx                        documented timeouts and how to set them

Exit codes: 0 done; 1 harm was found and --exit-code asked for it; 2 usage; 3 an input could not be read at all.`;

export function createProgram(): Command {
  const program = new Command('whyreset')
    .description(
      'Reads packet captures and says why TCP connections were reset: who ended each one, why, who should act, what to set.',
    )
    .usage('[options] [command] <capture...|->')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addOption(
      new Option('--color <when>', 'colour the output').choices(['auto', 'always', 'never']).default('auto'),
    )
    .option('-q, --quiet', 'no notes, warnings or progress on standard error')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => write(1, text),
      writeErr: (text) => write(2, text),
      outputError: (text, writeErr) => writeErr(text.replace(/^error: /, 'whyreset: ')),
    })
    .showHelpAfterError('whyreset --help says more.')
    .addHelpText('after', examples)
    .exitOverride();
  for (const command of commands())
    program.addCommand(command.copyInheritedSettings(program), { isDefault: command.name() === 'explain' });
  return program;
}

/** In the order of the help. These are names and options: what a command needs to run it loads itself, when it is called. */
function commands(): Command[] {
  return [
    explainCommand(),
    connectionsCommand(),
    evidenceCommand(),
    probeCommand(),
    auditCommand(),
    timeoutsCommand(),
    causeCommand(),
    serveCommand(),
  ];
}
