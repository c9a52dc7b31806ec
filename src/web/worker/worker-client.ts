/** The page's end of the worker. A worker that is no longer wanted is ended at once, whatever it is doing. */
import type { Answer, Request } from './messages.ts';

export interface WorkerClient {
  send(request: Request): void;
  end(): void;
}

export function startWorker(onAnswer: (answer: Answer) => void): WorkerClient {
  const scripts = ['whyreset-recipes', 'whyreset-worker'].map(scriptText);
  const url = URL.createObjectURL(new Blob(scripts, { type: 'text/javascript' }));
  const worker = new Worker(url);
  worker.onmessage = ({ data }: MessageEvent<Answer>) => onAnswer(data);
  worker.onerror = ({ message }) =>
    onAnswer({ type: 'failed', message: `A fault in whyreset itself: ${message}` });
  return {
    send: (request) => worker.postMessage(request),
    end: () => {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}

function scriptText(id: string): string {
  return `${document.getElementById(id)?.textContent ?? ''}\n`;
}
