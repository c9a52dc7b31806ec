/** The worker's end: the same engine as the command line's, on captures that the page was given. */
import { createAnalyzer } from '../../engine/index.ts';
import { createStreamWalk } from '../../evidence/stream-walk.ts';
import { TraceRecorder } from '../../evidence/trace-recorder.ts';
import type { ReadCapturesOptions } from '../../input/capture-reading.ts';
import { makeEvidence, makeReport } from './hand-over.ts';
import type { Answer, Request } from './messages.ts';
import { readPageFiles } from './read-captures.ts';

interface WorkerScope {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(answer: Answer, transfer: Transferable[]): void;
}

type Say = (answer: Answer) => void;

export function serveRequests(): void {
  const scope = globalThis as unknown as WorkerScope;
  const say: Say = (answer) => scope.postMessage(answer, buffersOf(answer));
  scope.onmessage = ({ data }) => {
    serve(data, say).catch((error: unknown) =>
      say({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
    );
  };
}

async function serve(request: Request, say: Say): Promise<void> {
  if (request.type === 'trace') await trace(request, say);
  else if (request.type === 'report') say(await makeReport(request, progressTo(say)));
  else if (request.type === 'pack') say(await makeEvidence(request, progressTo(say)));
  else await explain(request, say);
}

function progressTo(say: Say): ReadCapturesOptions {
  return {
    onProgress: (readBytes, totalBytes) => say({ type: 'progress', readBytes, totalBytes: totalBytes ?? 0 }),
  };
}

async function trace(request: Extract<Request, { type: 'trace' }>, say: Say): Promise<void> {
  const recorder = new TraceRecorder(request.connections);
  const walk = createStreamWalk([recorder]);
  await readPageFiles(request.files, walk, progressTo(say));
  say({ type: 'traced', traces: recorder.traces() });
}

async function explain({ files }: Extract<Request, { type: 'explain' }>, say: Say): Promise<void> {
  const analyzer = createAnalyzer();
  const read = await readPageFiles(files, analyzer, progressTo(say));
  const analysis = analyzer.finish(read.summary);
  const document = analysis.document({ files: read.files, listIdleCloses: false });
  say({ type: 'explained', document, columns: analysis.columns() });
}

/** What is moved instead of copied. */
function buffersOf(answer: Answer): Transferable[] {
  if (answer.type !== 'explained') return [];
  return Object.values(answer.columns.columns).map((column) =>
    column.kind === 'number' ? column.values.buffer : column.codes.buffer,
  );
}
