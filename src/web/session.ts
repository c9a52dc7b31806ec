/** What the page holds: nothing yet, captures being read, or what was found in them. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ConnectionColumns, ExplainDocument } from '../engine/index.ts';
import { embeddedReport } from './embedded.ts';
import { recall, remember } from './storage.ts';
import type { Answer, PageFile } from './worker/messages.ts';
import { startWorker, type WorkerClient } from './worker/worker-client.ts';

export interface Analysed {
  document: ExplainDocument;
  /** Null in a saved report, which has only the connections in trouble. */
  columns: ConnectionColumns | null;
  /** To read again, for the frames of a connection; empty where they are no longer at hand. */
  files: readonly PageFile[];
}

export type State =
  | { phase: 'starting' }
  | { phase: 'empty'; problem: string }
  | { phase: 'reading'; names: string[]; readBytes: number; totalBytes: number }
  | { phase: 'shown'; analysed: Analysed };

export interface Session {
  state: State;
  open(files: readonly PageFile[]): void;
  /** Stops reading. */
  cancel(): void;
  /** Forgets what was found. */
  close(): void;
}

export function useSession(): Session {
  const [state, setState] = useState<State>(initialState);
  const worker = useRef<WorkerClient | null>(null);
  useEffect(() => {
    if (state.phase !== 'starting') return;
    recall().then((kept) =>
      setState((now) => {
        if (now.phase !== 'starting') return now;
        return kept === null ? { phase: 'empty', problem: '' } : { phase: 'shown', analysed: kept };
      }),
    );
  }, []);
  const stop = useCallback((): void => {
    worker.current?.end();
    worker.current = null;
  }, []);
  const empty = useCallback((problem: string): void => {
    stop();
    setState({ phase: 'empty', problem });
  }, []);
  const open = useCallback((files: readonly PageFile[]): void => {
    stop();
    setState({ phase: 'reading', names: files.map(({ name }) => name), readBytes: 0, totalBytes: 0 });
    const show = (analysed: Analysed): void => {
      stop();
      setState({ phase: 'shown', analysed });
      remember(analysed);
    };
    const onAnswer = (answer: Answer): void => {
      if (answer.type === 'failed') empty(answer.message);
      else if (answer.type === 'explained')
        show({ document: answer.document, columns: answer.columns, files });
      else setState((now) => (now.phase === 'reading' ? { ...now, ...answer } : now));
    };
    worker.current = startWorker(onAnswer);
    worker.current.send({ type: 'explain', files });
  }, []);
  const close = useCallback((): void => {
    remember(null);
    empty('');
  }, []);
  return { state, open, cancel: () => empty(''), close };
}

function initialState(): State {
  const document = embeddedReport();
  if (document === null) return { phase: 'starting' };
  return { phase: 'shown', analysed: { document, columns: null, files: [] } };
}
