/** "Save report": the page with its document inside, as one file to mail. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { embedInPage } from '../../report/html-report.ts';
import type { Analysed } from '../session.ts';
import { pageText } from './page-text.ts';
import { saveFile } from './save-file.ts';
import { useTask } from './use-task.ts';

export function SaveReport({ analysed }: { analysed: Analysed }): VNode {
  const [redact, setRedact] = useState(false);
  const { state, start } = useTask((answer) => {
    if (answer.type !== 'reported') return '';
    saveFile('whyreset-report.html', 'text/html', [embedInPage(pageText(), answer.shown)]);
    return 'Saved as whyreset-report.html: it opens offline, and prints.';
  });
  const { document, files } = analysed;
  return (
    <p class="hand-over">
      <button
        type="button"
        disabled={state.phase === 'working'}
        onClick={() => start({ type: 'report', files, document, redact })}
      >
        Save report
      </button>
      <label>
        <input type="checkbox" checked={redact} onChange={() => setRedact(!redact)} /> without addresses,
        names and paths
      </label>
      {state.phase === 'working' && <progress value={state.share} max={1} aria-label="Reading the frames" />}
      <span role="status">{state.phase === 'idle' ? state.said : ''}</span>
    </p>
  );
}
