/** `explain --html`: the page with the document in it, and the frames of its ladders. */
import { writeFileSync } from 'node:fs';
import type { ConnectionTrace, ExplainDocument } from '../engine/index.ts';
import type { Shown } from '../evidence/redact.ts';
import { createStreamWalk } from '../evidence/stream-walk.ts';
import { reportLimits, TraceRecorder } from '../evidence/trace-recorder.ts';
import { embedInPage } from '../report/html-report.ts';
import { readAgain } from './analyse.ts';
import type { ExplainOptions } from './explain-command.ts';
import { UsageError } from './failure.ts';
import { readPage } from './page-file.ts';
import { note } from './terminal.ts';

/** So that a report with hundreds of incidents can still be mailed. */
const MOST_LADDERS = 20;

/** The frames of each incident's example are read in a second pass; from standard input there is none. */
export async function ladderTraces(
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
  await readAgain(paths, walk, options);
  return recorder.traces();
}

export function writeHtml(path: string, shown: Shown, options: ExplainOptions): void {
  try {
    writeFileSync(path, embedInPage(readPage(), shown));
  } catch (error) {
    throw new UsageError(`the report cannot be written to ${path}: ${(error as Error).message}`);
  }
  note(`the report is in ${path}`, options);
}
