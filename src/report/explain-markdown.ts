/**
 * `whyreset explain --markdown`: the same story for a ticket or a chat. Captured text is escaped for Markdown as well:
 * a path may hold a link or a pipe.
 */
import type { ConnectionReport, ExplainDocument, Incident, Recommendation } from '../engine/document.ts';
import { actorName } from './actor-text.ts';
import { chainSentences } from './chain-blame-text.ts';
import { clean, cleanLines } from './clean.ts';
import { endpointName } from './endpoint-text.ts';
import { harmlessLine, unexplainedLines } from './harmless-text.ts';
import { harmfulIncidents, headline, incidentSentence } from './headline.ts';
import { incidentFacts } from './incident-facts.ts';
import { inferredSentences } from './inferred-text.ts';
import { ladderLines } from './ladder-text.ts';
import { escaped } from './markdown-escape.ts';
import { qualityNotes } from './quality-notes.ts';
import { count } from './quantities.ts';
import { sentence } from './sentence.ts';
import { createStyle } from './style.ts';

/** Code blocks in tickets are about this wide before they scroll. */
const ladderColumns = 90;

export function renderMarkdown(document: ExplainDocument): string {
  const byStream = new Map(document.connections.map((connection) => [connection.stream, connection]));
  const incidents = harmfulIncidents(document);
  const files = document.capture.files.map((file) => code(clean(file, 200))).join(', ');
  const blocks = [
    '# Why connections were reset',
    `**${escaped(headline(document))}**`,
    ...incidents.flatMap((incident) => incidentBlocks(document, incident, byStream, incidents.length === 1)),
    ...quietBlocks(document),
    `Read from ${files || 'standard input'}: ${count(document.capture.frames, 'frame')}, ${count(document.totals.connections, 'TCP connection')}.`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function incidentBlocks(
  document: ExplainDocument,
  incident: Incident,
  byStream: ReadonlyMap<number, ConnectionReport>,
  /** The headline has said it already. */
  single: boolean,
): string[] {
  const hurt = incident.streams.flatMap((stream) => byStream.get(stream) ?? []);
  const example = byStream.get(incident.exampleStream);
  return [
    `## ${incident.cause}: ${escaped(endpointName(incident.server))}`,
    single ? '' : escaped(incidentSentence(incident)),
    list(incidentFacts(document, incident, hurt).map(({ label, text }) => `**${label}**: ${escaped(text)}`)),
    ...(example ? exampleBlocks(example) : []),
    list(inferredSentences(incident).map(escaped)),
    list(chainSentences(incident).map(escaped)),
    ...titled('### What to do', incident.recommendations.map(recommendation)),
    ...titled(
      '### How to prove it',
      incident.proveBy.map((step) => `- ${escaped(clean(step, 500))}`),
    ),
    `In Wireshark: ${code(clean(incident.filter, 2000))}`,
  ];
}

function exampleBlocks(example: ConnectionReport): string[] {
  const ladder = ladderLines(example, ladderColumns, createStyle(false), '');
  const evidence = example.evidence.map(
    ({ frame, says }) => `frame ${frame}: ${escaped(sentence(clean(says, 400)))}`,
  );
  const other = example.alternative;
  return [
    `### For example stream ${example.stream}`,
    example.ladder && example.ladder.length > 0 ? fenced(ladder, 'text') : '',
    list(evidence),
    other
      ? `It could also be \`${other.cause}\` (${other.confidence.toFixed(2)}): ${escaped(sentence(clean(other.tellApart, 400)))}`
      : '',
  ];
}

function recommendation(step: Recommendation): string {
  const value = clean(step.value, 200);
  const setting = code(clean(step.setting, 200) + (value && ` = ${value}`));
  const line = `- ${actorName(step.who)}: ${setting}. ${escaped(sentence(clean(step.why, 500)))}`;
  if (step.snippet === undefined) return line;
  const block = fenced(cleanLines(step.snippet.replace(/\n$/, '')), '');
  return `${line}\n\n${block.replace(/^/gm, '  ')}\n`;
}

function quietBlocks(document: ExplainDocument): string[] {
  const unexplained = unexplainedLines(document);
  return [
    unexplained.length > 0 ? `Not explained: ${count(document.totals.unexplained, 'connection')}.` : '',
    list(unexplained.map(escaped)),
    escaped(harmlessLine(document)),
    ...qualityNotes(document.capture).map(escaped),
  ];
}

function titled(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [title, lines.join('\n').trimEnd()] : [];
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** A code span whose fence is longer than any run of backticks within (CommonMark §6.1). */
function code(text: string): string {
  const fence = '`'.repeat(longestTicks(text) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

function fenced(lines: readonly string[], language: string): string {
  const fence = '`'.repeat(Math.max(3, longestTicks(lines.join('\n')) + 1));
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

function longestTicks(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
