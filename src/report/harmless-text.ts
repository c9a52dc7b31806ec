/**
 * Endings that look alarming and do no harm get one quiet line; endings without an explanation get an honest one.
 */
import { harmlessCauses } from '../diagnose/causes.ts';
import type { ConnectionReport, ExplainDocument } from '../engine/document.ts';
import { clean } from './clean.ts';
import { endpointName } from './endpoint-text.ts';
import { count, grouped } from './quantities.ts';

/** "" where there are none. */
export function harmlessLine(document: ExplainDocument): string {
  const { harmless } = document.totals;
  if (harmless === 0) return '';
  const kinds = harmlessCauses
    .map((cause) => ({
      cause,
      n: harmlessOf(document, cause),
    }))
    .filter(({ n }) => n > 0)
    .map(({ cause, n }) => `${cause} ${grouped(n)}`);
  const which = kinds.length > 0 ? ` (${kinds.join(', ')})` : '';
  return `${count(harmless, 'connection')} ended without harm${which}.`;
}

function harmlessOf({ totals, connections }: ExplainDocument, cause: string): number {
  const byCause = totals.harmlessByCause;
  if (byCause !== undefined) return byCause[cause] ?? 0;
  return connections.filter((connection) => connection.cause === cause).length;
}

const mostUnexplained = 5;

/** The first few unexplained connections, each with what was seen, and a line for the rest. */
export function unexplainedLines(document: ExplainDocument): string[] {
  const connections = document.connections.filter((connection) => connection.cause === 'unexplained');
  const lines = connections.slice(0, mostUnexplained).map(unexplainedLine);
  const more = connections.length - lines.length;
  return more > 0
    ? [...lines, `and ${count(more, 'more connection')}: see \`cause\` "unexplained" with --json`]
    : lines;
}

function unexplainedLine(connection: ConnectionReport): string {
  const seen = connection.evidence[0];
  const says = seen === undefined ? '' : `: ${clean(seen.says)} (frame ${seen.frame})`;
  return `stream ${connection.stream}, ${endpointName(connection.server)}${says}`;
}
