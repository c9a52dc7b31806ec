/** A connection's ladder as soon as its frames are there, and what to do where they are not. */
import type { VNode } from 'preact';
import type { ConnectionReport } from '../../engine/index.ts';
import type { TracedConnection } from '../../evidence/trace-recorder.ts';
import type { Analysed } from '../session.ts';
import { Ladder } from './ladder.tsx';
import { useTrace } from './use-trace.ts';

interface Props {
  analysed: Analysed;
  connection: TracedConnection;
}

export function ConnectionLadder({ analysed, connection }: Props): VNode {
  const state = useTrace(analysed, connection);
  if (state.phase === 'missing') return <p>{state.why}</p>;
  if (state.phase === 'reading') {
    return (
      <p>
        <label>
          Reading the frames of this connection <progress value={state.share} max={1} />
        </label>
      </p>
    );
  }
  const report = 'evidence' in connection ? (connection as ConnectionReport) : null;
  return <Ladder trace={state.trace} connection={report} />;
}
