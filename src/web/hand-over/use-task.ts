/** One task of a worker at a time: how far it is, what came of it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Request } from '../worker/messages.ts';
import { startWorker, type WorkerClient } from '../worker/worker-client.ts';

export type TaskState = { phase: 'idle'; said: string } | { phase: 'working'; share: number };

/** `done` takes the last answer and says in a sentence what came of it. */
export function useTask(done: (answer: Answer) => string): {
  state: TaskState;
  start(request: Request): void;
} {
  const [state, setState] = useState<TaskState>({ phase: 'idle', said: '' });
  const worker = useRef<WorkerClient | null>(null);
  useEffect(() => () => worker.current?.end(), []);
  const start = (request: Request): void => {
    worker.current?.end();
    setState({ phase: 'working', share: 0 });
    const client = startWorker((answer) => {
      if (answer.type === 'progress') {
        setState({ phase: 'working', share: answer.readBytes / Math.max(1, answer.totalBytes) });
        return;
      }
      client.end();
      setState({ phase: 'idle', said: answer.type === 'failed' ? answer.message : done(answer) });
    });
    worker.current = client;
    client.send(request);
  };
  return { state, start };
}
