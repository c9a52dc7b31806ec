/**
 * `whyreset explain`: what ended badly in these captures, why, who should act, what to change.
 */
import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { ConnectionFilter, ConnectionTrace, ExplainDocument } from '../engine/index.ts';
import { redacted, type Shown } from '../evidence/redact.ts';
import { createStreamWalk } from '../evidence/stream-walk.ts';
import { reportLimits, TraceRecorder } from '../evidence/trace-recorder.ts';
import { renderMarkdown } from '../report/explain-markdown.ts';
import { explainLines, mostStories } from '../report/explain-text.ts';
import { harmfulIncidents } from '../report/headline.ts';
import { embedInPage } from '../report/html-report.ts';
import { jsonPieces } from '../report/json-pieces.ts';
import { analyse, readAgain } from './analyse.ts';
import { addChain } from './chain-blame.ts';
import { UsageError } from './failure.ts';
import {
  type HostAndPort,
  type Moment,
  momentNs,
  parseCause,
  parseClient,
  parseMoment,
  parseServer,
  parseStream,
} from './filter-options.ts';
import { newPseudonyms } from './new-pseudonyms.ts';
import { readPage } from './page-file.ts';
import { type GlobalOptions, lineByLine, note, terminalColumns, useColor, writeOut } from './terminal.ts';

interface ExplainOptions extends GlobalOptions {
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

/** So that a report with hundreds of incidents can still be mailed. */
const MOST_LADDERS = 20;

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
      await explain(files, command.optsWithGlobals<ExplainOptions>());
    });
}

async function explain(paths: string[], options: ExplainOptions): Promise<void> {
  // A single connection is shown even when it is healthy.
  const all = options.all === true || options.stream !== undefined;
  const { analysis, files, startNs } = await analyse(paths, { keepAll: all }, options);
  const document = analysis.document({
    files,
    all,
    listIdleCloses: options.json === true,
    ...(isShortText(options) && !all ? { incidentsInFull: mostStories } : {}),
    showQuery: options.showQuery === true,
    filter: filterOf(options, startNs),
  });
  if (options.chain !== undefined) addChain(document, options.chain, options);
  for (const warning of document.capture.warnings) note(warning, options);
  const traces = options.html === undefined ? [] : await ladderTraces(paths, document, options);
  const shown = options.redact ? redacted({ document, traces }, newPseudonyms()) : { document, traces };
  if (options.html !== undefined) writeHtml(options.html, shown, options);
  await writeOut(output(shown.document, options));
  if (options.exitCode && harmfulIncidents(document).length > 0) process.exitCode = 1;
}

function isShortText({ json, markdown, html }: ExplainOptions): boolean {
  return !json && !markdown && html === undefined;
}

/** The frames of each incident's example are read in a second pass; from standard input there is none. */
async function ladderTraces(
  paths: readonly string[],
  { connections, incidents }: ExplainDocument,
  options: ExplainOptions,
): Promise<ConnectionTrace[]> {
  const wanted = new Set(incidents.map(({ exampleStream }) => exampleStream));
  if (options.stream !== undefined) wanted.add(options.stream);
  if (wanted.size === 0 || paths.includes('-')) return [];
  const recorder = new TraceRecorder(
    connections.filter(({ stream }) => wanted.has(stream)).slice(0, MOST_LADDERS),
    reportLimits,
  );
  const walk = createStreamWalk([recorder]);
  await readAgain(paths, (frames) => walk.readFrames(frames), options);
  return recorder.traces();
}

function writeHtml(path: string, shown: Shown, options: ExplainOptions): void {
  try {
    writeFileSync(path, embedInPage(readPage(), shown));
  } catch (error) {
    throw new UsageError(`the report cannot be written to ${path}: ${(error as Error).message}`);
  }
  note(`the report is in ${path}`, options);
}

function output(document: ExplainDocument, options: ExplainOptions): Iterable<string> {
  if (options.json) return jsonPieces(document);
  if (options.markdown) return [renderMarkdown(document)];
  const layout = { width: terminalColumns(), color: useColor(options), all: options.all === true };
  return lineByLine(explainLines(document, layout));
}

function filterOf(options: ExplainOptions, startNs: bigint): ConnectionFilter {
  const filter: ConnectionFilter = {};
  if (options.stream !== undefined) filter.stream = options.stream;
  if (options.server !== undefined) filter.server = options.server;
  if (options.client !== undefined) filter.client = options.client;
  if (options.cause !== undefined) filter.cause = options.cause;
  if (options.since !== undefined) filter.sinceNs = momentNs(options.since, startNs);
  if (options.until !== undefined) filter.untilNs = momentNs(options.until, startNs);
  return filter;
}
