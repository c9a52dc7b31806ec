/**
 * The program and its commands; what all commands share.
 */
import { Command, Option } from 'commander';
import { packageVersion } from './package-root.ts';

/** In the order of the help. A command is loaded when it is called: what probe needs does not slow explain down. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  explain: async () => (await import('./explain-command.ts')).explainCommand(),
  connections: async () => (await import('./connections-command.ts')).connectionsCommand(),
  evidence: async () => (await import('./evidence-command.ts')).evidenceCommand(),
  probe: async () => (await import('./probe-command.ts')).probeCommand(),
  audit: async () => (await import('./audit-command.ts')).auditCommand(),
  timeouts: async () => (await import('./timeouts.ts')).timeoutsCommand(),
  cause: async () => (await import('./cause-command.ts')).causeCommand(),
  serve: async () => (await import('./serve-command.ts')).serveCommand(),
};

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

/** The program for these arguments: `whyreset trace.pcap` loads `explain` alone, `whyreset --help` all of them. */
export async function createProgram(args: readonly string[]): Promise<Command> {
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
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'whyreset: ')) })
    .showHelpAfterError('whyreset --help says more.')
    .addHelpText('after', examples)
    .exitOverride();
  for (const load of loadersFor(args)) {
    const command = await load();
    program.addCommand(command.copyInheritedSettings(program), { isDefault: command.name() === 'explain' });
  }
  return program;
}

function loadersFor(args: readonly string[]): (() => Promise<Command>)[] {
  const named = args.find((arg, i) => !arg.startsWith('-') && args[i - 1] !== '--color');
  const load = named !== undefined && Object.hasOwn(commands, named) ? commands[named] : undefined;
  if (load !== undefined) return [load];
  const wantsHelp = named === 'help' || args.length === 0 || args.includes('--help') || args.includes('-h');
  return wantsHelp ? Object.values(commands) : Object.values(commands).slice(0, 1);
}
