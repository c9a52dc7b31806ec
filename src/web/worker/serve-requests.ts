/** The worker's end: reads captures piece by piece through the same engine as the command line. */
import { createAnalyzer } from '../../engine/index.ts';
import type { Answer, CaptureFile, Request } from './messages.ts';

const PIECE_BYTES = 4 << 20;

interface WorkerScope {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(answer: Answer, transfer: Transferable[]): void;
}

export function serveRequests(): void {
  const scope = globalThis as unknown as WorkerScope;
  scope.onmessage = ({ data }) => {
    explain(data.files, (answer) => scope.postMessage(answer, buffersOf(answer))).catch((error: unknown) =>
      scope.postMessage(
        { type: 'failed', message: error instanceof Error ? error.message : String(error) },
        [],
      ),
    );
  };
}

async function explain(files: readonly CaptureFile[], answer: (answer: Answer) => void): Promise<void> {
  const [file] = files;
  if (file === undefined || !('blob' in file)) return;
  const analyzer = createAnalyzer();
  const { size } = file.blob;
  for (let at = 0; at < size; at += PIECE_BYTES) {
    analyzer.push(new Uint8Array(await file.blob.slice(at, at + PIECE_BYTES).arrayBuffer()));
    answer({ type: 'progress', readBytes: Math.min(size, at + PIECE_BYTES), totalBytes: size });
  }
  const analysis = analyzer.finish();
  const document = analysis.document({ files: [file.name], listIdleCloses: false });
  answer({ type: 'explained', document, columns: analysis.columns() });
}

/** What is moved instead of copied. */
function buffersOf(answer: Answer): Transferable[] {
  if (answer.type !== 'explained') return [];
  return Object.values(answer.columns.columns).map((column) =>
    column.kind === 'number' ? column.values.buffer : column.codes.buffer,
  );
}
