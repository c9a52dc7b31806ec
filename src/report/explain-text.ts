/**
 * `whyreset explain` on a terminal: one headline, then each incident worst first, then what is calm, then the capture's flaws.
 */
import type { Cause } from '../diagnose/causes.ts';
import type { ExplainDocument, Incident } from '../engine/document.ts';
import { connectionTable } from './connection-table.ts';
import { endpointName } from './endpoint-text.ts';
import { harmlessLine, unexplainedLines } from './harmless-text.ts';
import { harmfulIncidents, headline } from './headline.ts';
import { connectionStory, type IncidentLayout, incidentLines } from './incident-text.ts';
import { qualityNotes } from './quality-notes.ts';
import { count, grouped } from './quantities.ts';
import { createStyle } from './style.ts';
import { columns } from './table.ts';
import { mostProseColumns, wrap } from './wrap.ts';

export interface ExplainTextOptions {
  /** Columns of the terminal. */
  width: number;
  color: boolean;
  /** Every incident in full, and every connection of the document in a table. */
  all?: boolean;
}

/** More stories than this are not read at 3 a.m.; the overview names further ones. */
export const mostStories = 5;
const mostOverviewLines = 20;

export function renderExplain(document: ExplainDocument, options: ExplainTextOptions): string {
  return [...explainLines(document, options)].map((line) => `${line}\n`).join('');
}

/** The same, line by line: with `all` a report can be longer than a string may be. */
export function* explainLines(document: ExplainDocument, options: ExplainTextOptions): Generator<string> {
  const style = createStyle(options.color);
  const byStream = new Map(document.connections.map((connection) => [connection.stream, connection]));
  const layout: IncidentLayout = { document, byStream, width: options.width, style };
  const width = Math.min(options.width, mostProseColumns);
  const incidents = harmfulIncidents(document);
  const paint =
    incidents.length > 0 ? style.bold : document.totals.unexplained > 0 ? style.yellow : style.green;

  yield* wrap(headline(document), width).map(paint);
  if (incidents.length > 1) yield* ['', ...overviewLines(incidents, options.all === true)];
  for (const [i, incident] of incidents.slice(0, options.all ? incidents.length : mostStories).entries()) {
    yield* ['', ...incidentLines(incident, incidents.length > 1 ? i + 1 : 0, layout)];
  }
  const [only] = document.connections;
  if (incidents.length === 0 && only?.ladder && document.connections.length === 1)
    yield* connectionStory(only, layout);
  yield* quietLines(document, width).map((line) => (line === '' ? line : style.dim(line)));
  if (options.all) yield* ['', ...connectionTable(document.connections, style)];
}

function overviewLines(incidents: readonly Incident[], all: boolean): string[] {
  const shown = incidents.slice(0, all ? incidents.length : mostOverviewLines);
  const rows = shown.map((incident, i) => [
    `${i + 1}.`,
    incident.cause,
    `${grouped(incident.connections)} of ${grouped(incident.outOfConnections)}`,
    endpointName(incident.server),
    `act: ${incident.act === 'load-balancer/path' ? 'path' : incident.act}`,
  ]);
  const lines = columns(rows, ['right', 'left', 'right', 'left', 'left']).map((line) => `  ${line}`);
  if (incidents.length > shown.length)
    lines.push(`  and ${count(incidents.length - shown.length, 'more incident')}`);
  if (incidents.length > mostStories && !all) {
    lines.push('', ...causeLines(incidents).map((line) => `  ${line}`));
    lines.push('', `  The first ${mostStories} follow; --all tells every one, --server and --cause choose.`);
  }
  return lines;
}

/** Many incidents are often one cause at many servers: then look at what they share. */
function causeLines(incidents: readonly Incident[]): string[] {
  const byCause = new Map<Cause, { connections: number; servers: number }>();
  for (const { cause, connections } of incidents) {
    const sum = byCause.get(cause) ?? { connections: 0, servers: 0 };
    byCause.set(cause, { connections: sum.connections + connections, servers: sum.servers + 1 });
  }
  const rows = [...byCause]
    .sort((a, b) => b[1].connections - a[1].connections)
    .map(([cause, sum]) => [
      cause,
      count(sum.connections, 'connection'),
      `at ${count(sum.servers, 'server')}`,
    ]);
  return columns(rows, ['left', 'right', 'left']);
}

/** What needs no action, and what limits the diagnosis. */
function quietLines(document: ExplainDocument, width: number): string[] {
  const unexplained = unexplainedLines(document);
  const paragraphs = [harmlessLine(document), ...qualityNotes(document.capture)].filter(
    (text) => text !== '',
  );
  const lines: string[] = [];
  if (unexplained.length > 0) {
    lines.push('', `Not explained: ${count(document.totals.unexplained, 'connection')}.`);
    lines.push(...unexplained.flatMap((line) => wrap(line, width, '    ', '  ')));
  }
  if (paragraphs.length > 0) lines.push('', ...paragraphs.flatMap((text) => wrap(text, width)));
  return lines;
}
