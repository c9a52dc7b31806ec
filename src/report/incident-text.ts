/**
 * One incident as a short story for a terminal: what happened, the example on the wire, what was measured, what to do.
 */
import type { ConnectionReport, ExplainDocument, Incident, Recommendation } from '../engine/document.ts';
import { actorName, confidenceText } from './actor-text.ts';
import { chainSentences } from './chain-blame-text.ts';
import { clean, cleanLines } from './clean.ts';
import { endpointName } from './endpoint-text.ts';
import { incidentSentence } from './headline.ts';
import { incidentFacts } from './incident-facts.ts';
import { inferredSentences } from './inferred-text.ts';
import { ladderLines } from './ladder-text.ts';
import { count, duration } from './quantities.ts';
import { sentence } from './sentence.ts';
import type { Style } from './style.ts';
import { labelled, mostProseColumns, wrap } from './wrap.ts';

export interface IncidentLayout {
  document: ExplainDocument;
  byStream: ReadonlyMap<number, ConnectionReport>;
  width: number;
  style: Style;
}

const indent = '  ';
const labelWidth = 12;

/** `number`: its place among several incidents; 0 where it is the only one, and the headline has told it. */
export function incidentLines(incident: Incident, number: number, layout: IncidentLayout): string[] {
  const { byStream } = layout;
  const example = byStream.get(incident.exampleStream);
  return [
    titleLine(incident, number, layout),
    '',
    ...(number > 0 ? [...wrap(incidentSentence(incident), proseWidth(layout), indent), ''] : []),
    ...factLines(incident, layout),
    ...(example ? exampleLines(example, layout, `For example stream ${example.stream}`) : []),
    ...section('measured', inferredSentences(incident), layout),
    ...section('your chain', chainSentences(incident), layout),
    ...actionLines(incident, layout),
    ...proofLines(incident, layout),
    ...closingLines(incident, example, layout),
  ];
}

function proseWidth({ width }: IncidentLayout): number {
  return Math.min(width, mostProseColumns);
}

function titleLine(incident: Incident, number: number, layout: IncidentLayout): string {
  const { style } = layout;
  const place = number > 0 ? `${number}. ` : '';
  const title = `${place}${incident.cause}`;
  const where = endpointName(incident.server);
  const rule = '─'.repeat(Math.max(3, proseWidth(layout) - title.length - where.length - 8));
  return `${style.dim('──')} ${style.bold(style.red(title))} · ${style.bold(where)} ${style.dim(rule)}`;
}

function factLines(incident: Incident, layout: IncidentLayout): string[] {
  const hurt = incident.streams.flatMap((stream) => layout.byStream.get(stream) ?? []);
  return incidentFacts(layout.document, incident, hurt).flatMap(({ label, text }) =>
    fact(label, text, layout),
  );
}

function fact(label: string, text: string, layout: IncidentLayout): string[] {
  const [first = '', ...rest] = labelled(label, text, proseWidth(layout), indent, labelWidth);
  const labelEnd = indent.length + labelWidth;
  return [layout.style.dim(first.slice(0, labelEnd)) + first.slice(labelEnd), ...rest];
}

/** One connection's story where no incident tells it: healthy, harmless or unexplained. */
export function connectionStory(connection: ConnectionReport, layout: IncidentLayout): string[] {
  const { cause, confidence } = connection;
  const verdict = cause === null ? 'healthy' : `${cause}, confidence ${confidenceText(confidence)}`;
  return exampleLines(connection, layout, `Stream ${connection.stream}: ${verdict}`);
}

/** The connection that tells the story best: its ladder, then what its marked frames say. */
function exampleLines(example: ConnectionReport, layout: IncidentLayout, title: string): string[] {
  const { style, width } = layout;
  const ladder =
    example.ladder && example.ladder.length > 0 ? ladderLines(example, width, style, indent) : [];
  const evidence = example.evidence.flatMap(({ frame, says }) =>
    wrap(sentence(clean(says, 400)), proseWidth(layout), ' '.repeat(14), `  ● ${String(frame).padEnd(9)} `),
  );
  return [
    '',
    ...wrap(exampleTitle(example, title), proseWidth(layout), indent),
    '',
    ...ladder,
    '',
    ...evidence,
  ];
}

function exampleTitle(example: ConnectionReport, title: string): string {
  const turns = count(example.turns, 'exchange');
  return `${title} (${clean(example.protocol, 20)}, ${turns}${vantageText(example)}):`;
}

function vantageText({ vantage, rttMs, roles }: ConnectionReport): string {
  const began = roles === 'judged' ? ', begun before the capture' : '';
  const { toServer, toClient } = rttMs;
  if (vantage === 'client') return `${began}, captured at the client${far('server', toServer)}`;
  if (vantage === 'server') return `${began}, captured at the server${far('client', toClient)}`;
  return vantage === 'between' ? `${began}, captured between the two` : began;
}

function far(side: string, rttMs: number | null): string {
  return rttMs === null ? '' : `, the ${side} ${duration(rttMs / 1000)} away`;
}

function section(title: string, texts: readonly string[], layout: IncidentLayout): string[] {
  if (texts.length === 0) return [];
  return ['', ...texts.flatMap((text, i) => fact(i === 0 ? title : '', text, layout))];
}

function actionLines(incident: Incident, layout: IncidentLayout): string[] {
  if (incident.recommendations.length === 0) return [];
  const steps = incident.recommendations.flatMap((step) => recommendationLines(step, layout));
  return ['', indent + layout.style.bold('what to do'), ...steps];
}

function recommendationLines(step: Recommendation, layout: IncidentLayout): string[] {
  const { style } = layout;
  const value = clean(step.value, 200);
  const setting = `${actorName(step.who)}: ${clean(step.setting, 200)}${value && ` = ${value}`}`;
  const snippet = step.snippet === undefined ? [] : cleanLines(step.snippet.replace(/\n$/, ''));
  return [
    ...wrap(setting, proseWidth(layout), '      ', '  • ').map(style.green),
    ...wrap(sentence(clean(step.why, 500)), proseWidth(layout), '    '),
    ...snippet.map((line) => `      ${style.cyan(line)}`),
  ];
}

function proofLines(incident: Incident, layout: IncidentLayout): string[] {
  if (incident.proveBy.length === 0) return [];
  const steps = incident.proveBy.flatMap((step) =>
    wrap(clean(step, 500), proseWidth(layout), '    ', '  • '),
  );
  return ['', indent + layout.style.bold('how to prove it'), ...steps];
}

function closingLines(
  incident: Incident,
  example: ConnectionReport | undefined,
  layout: IncidentLayout,
): string[] {
  const { style } = layout;
  const lines = [''];
  if (example?.alternative) {
    const { cause, confidence, tellApart } = example.alternative;
    lines.push(
      ...fact('or else', `${cause} (${confidence.toFixed(2)}): ${sentence(clean(tellApart, 400))}`, layout),
    );
  }
  // Not wrapped: a filter is there to be copied.
  lines.push(`${indent}${style.dim('Wireshark'.padEnd(labelWidth))}${clean(incident.filter, 2000)}`);
  lines.push(`${indent}${style.dim('more'.padEnd(labelWidth))}whyreset cause ${incident.cause}`);
  return lines;
}
