/** `whyreset explain`: the captures are read once, and their document printed. What few runs need is loaded by those. */
import type { ConnectionFilter, ExplainDocument } from '../engine/index.ts';
import type { Shown } from '../evidence/redact.ts';
import { explainLines, mostStories } from '../report/explain-text.ts';
import { harmfulIncidents } from '../report/headline.ts';
import { jsonPieces } from '../report/json-pieces.ts';
import { analyse } from './analyse.ts';
import type { ExplainOptions } from './explain-command.ts';
import { momentNs } from './filter-options.ts';
import { leave } from './standard-streams.ts';
import { lineByLine, note, terminalColumns, useColor, writeOut } from './terminal.ts';

export async function explain(paths: string[], options: ExplainOptions): Promise<void> {
  // A single connection is shown even when it is healthy.
  const all = options.all === true || options.stream !== undefined;
  const { analysis, files, startNs } = await analyse(paths, { keepAll: all }, options);
  const document = analysis.document({
    files,
    all,
    listIdleCloses: options.json === true,
    plots: options.json === true || options.html !== undefined,
    ...(isShortText(options) && !all ? { incidentsInFull: mostStories } : {}),
    showQuery: options.showQuery === true,
    filter: filterOf(options, startNs),
  });
  if (options.chain !== undefined) {
    const { addChain } = await import('./chain-blame.ts');
    addChain(document, options.chain, options);
  }
  for (const warning of document.capture.warnings) note(warning, options);
  const shown = await shownDocument(document, paths, options);
  await writeOut(await output(shown, options));
  if (options.exitCode && harmfulIncidents(document).length > 0) process.exitCode = 1;
  leave();
}

function isShortText({ json, markdown, html }: ExplainOptions): boolean {
  return !json && !markdown && html === undefined;
}

/** As it may be shown, redacted or not; written as HTML where that was asked for. */
async function shownDocument(
  document: ExplainDocument,
  paths: readonly string[],
  options: ExplainOptions,
): Promise<ExplainDocument> {
  if (options.html === undefined && !options.redact) return document;
  const { ladderTraces, writeHtml } = await import('./explain-html.ts');
  const traces = options.html === undefined ? [] : await ladderTraces(paths, document, options);
  const shown = options.redact ? await redactedShown({ document, traces }) : { document, traces };
  if (options.html !== undefined) writeHtml(options.html, shown, options);
  return shown.document;
}

async function redactedShown(shown: Shown): Promise<Shown> {
  const { redacted } = await import('../evidence/redact.ts');
  const { newPseudonyms } = await import('./new-pseudonyms.ts');
  return redacted(shown, newPseudonyms());
}

async function output(document: ExplainDocument, options: ExplainOptions): Promise<Iterable<string>> {
  if (options.json) return jsonPieces(document);
  if (options.markdown) return [(await import('../report/explain-markdown.ts')).renderMarkdown(document)];
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
