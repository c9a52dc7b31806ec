/** The frames of a connection: from the report that carries them, or read once more from the captures by the worker. */
import { useEffect, useState } from 'preact/hooks';
import type { ConnectionReport, ConnectionTrace } from '../../engine/index.ts';
import type { TracedConnection } from '../../evidence/trace-recorder.ts';
import type { Analysed } from '../session.ts';
import { startWorker } from '../worker/worker-client.ts';
import { traceOfSteps } from './trace-of-steps.ts';

export type TraceState =
  | { phase: 'reading'; share: number }
  | { phase: 'ready'; trace: ConnectionTrace }
  | { phase: 'missing'; why: string };

/** What was read before, as long as its analysis lives. */
const known = new WeakMap<Analysed, Map<number, ConnectionTrace>>();

export function useTrace(analysed: Analysed, connection: TracedConnection): TraceState {
  const [state, setState] = useState<TraceState>(() => atHand(analysed, connection));
  useEffect(() => {
    const now = atHand(analysed, connection);
    setState(now);
    if (now.phase !== 'reading') return;
    const worker = startWorker((answer) => {
      if (answer.type === 'progress') {
        setState({ phase: 'reading', share: answer.readBytes / Math.max(1, answer.totalBytes) });
      } else if (answer.type === 'traced') {
        for (const trace of answer.traces) remembered(analysed).set(trace.stream, trace);
        setState(answered(analysed, connection));
        worker.end();
      } else if (answer.type === 'failed') {
        setState({ phase: 'missing', why: answer.message });
        worker.end();
      }
    });
    worker.send({ type: 'trace', files: analysed.files, connections: [connection] });
    return () => worker.end();
  }, [analysed, connection.stream]);
  return state;
}

function remembered(analysed: Analysed): Map<number, ConnectionTrace> {
  const traces = known.get(analysed) ?? new Map(analysed.traces.map((trace) => [trace.stream, trace]));
  known.set(analysed, traces);
  return traces;
}

function atHand(analysed: Analysed, connection: TracedConnection): TraceState {
  const trace = remembered(analysed).get(connection.stream);
  if (trace !== undefined) return { phase: 'ready', trace };
  if (analysed.files.length > 0) return { phase: 'reading', share: 0 };
  return answered(analysed, connection);
}

function answered(analysed: Analysed, connection: TracedConnection): TraceState {
  const trace = remembered(analysed).get(connection.stream) ?? traceOfSteps(connection as ConnectionReport);
  if (trace !== null) return { phase: 'ready', trace };
  return { phase: 'missing', why: 'The frames are not in this report. Open the capture again to see them.' };
}
