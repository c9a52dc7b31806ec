/** `whyreset probe`: asks a server how it treats connections. */
import { Command } from 'commander';
import { type ProbeOptions, probeUrl } from '../node/probe-run.ts';
import type { ProbeDocument } from '../probe/result.ts';
import { probeLines } from '../report/probe-text.ts';
import { packageVersion } from './package-root.ts';
import { parseDuration } from './set-request.ts';
import { type GlobalOptions, lineByLine, note, terminalColumns, useColor, writeOut } from './terminal.ts';
import { createWaitLine } from './wait-line.ts';

interface ProbeCommandOptions extends GlobalOptions {
  json?: boolean;
  maxIdle: number;
}

const examples = `
Examples:
  $ whyreset probe https://api.example.com/health
  $ whyreset probe http://10.0.3.7:8080/ --max-idle 10m      look further than 130 s
  $ whyreset probe https://api.example.com/ --json | jq .idleTimeout`;

const exitUsage = 2;
const exitUnreachable = 3;

export function probeCommand(): Command {
  return new Command('probe')
    .description('ask a server: does it keep connections, for how long, how does it hang up, what to set')
    .argument('<url...>', 'http:// or https:// URLs of a page that is quick and harmless to fetch')
    .option('--json', 'print JSON, one document a line')
    .option('--max-idle <duration>', 'the longest idle time to try', parseDuration, 130)
    .addHelpText('after', examples)
    .action(async (urls: string[], _options: unknown, command: Command) => {
      await probeAll(urls, command.optsWithGlobals<ProbeCommandOptions>());
    });
}

async function probeAll(urls: readonly string[], options: ProbeCommandOptions): Promise<void> {
  const interrupt = stopOnInterrupt(options);
  const waitLine = createWaitLine(options);
  try {
    for (const url of urls) {
      const document = await probeOne(url, runOptions(options, interrupt.signal, waitLine.say), options);
      waitLine.clear();
      if (document !== null) await print(document, options);
    }
  } finally {
    waitLine.clear();
    interrupt.done();
  }
}

/** Null where the URL makes no sense: that has been said. */
async function probeOne(
  url: string,
  run: ProbeOptions,
  options: ProbeCommandOptions,
): Promise<ProbeDocument | null> {
  try {
    const document = await probeUrl(url, run);
    if (document.reach === null) process.exitCode = exitUnreachable;
    return document;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    note(`${JSON.stringify(url.slice(0, 200))}: ${error.message}.`, { ...options, quiet: false });
    process.exitCode = exitUsage;
    return null;
  }
}

async function print(document: ProbeDocument, options: ProbeCommandOptions): Promise<void> {
  const layout = { width: terminalColumns(), color: useColor(options) };
  await writeOut(
    options.json ? [`${JSON.stringify(document)}\n`] : lineByLine([...probeLines(document, layout), '']),
  );
}

function runOptions(
  { maxIdle }: ProbeCommandOptions,
  stop: AbortSignal,
  onSay: ProbeOptions['onSay'],
): ProbeOptions {
  return {
    settings: {
      method: 'GET',
      fields: [],
      userAgent: `whyreset/${packageVersion()} (probe)`,
      maxIdleMs: maxIdle * 1000,
      maxRequests: 110,
      countsToTheEnd: false,
      slow: false,
      race: false,
      limitConnections: null,
    },
    gentle: false,
    rate: null,
    resolve: [],
    family: 0,
    tls: { insecure: false },
    stop,
    onSay,
  };
}

/** The first Ctrl-C ends the waiting and prints what is known; the second ends the process, as usual. */
function stopOnInterrupt(globals: GlobalOptions): { signal: AbortSignal; done(): void } {
  const controller = new AbortController();
  const onInterrupt = (): void => {
    note('interrupted: what is known so far (Ctrl-C again stops at once)', globals);
    controller.abort();
  };
  process.once('SIGINT', onInterrupt);
  return { signal: controller.signal, done: () => process.removeListener('SIGINT', onInterrupt) };
}
