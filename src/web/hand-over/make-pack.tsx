/** "Make evidence pack": one incident's frames, for another team. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { count } from '../../report/quantities.ts';
import type { Analysed } from '../session.ts';
import type { Answer } from '../worker/messages.ts';
import { pageText } from './page-text.ts';
import { saveFile } from './save-file.ts';
import { useTask } from './use-task.ts';

type Way = 'cut' | 'pseudonyms' | 'kept';

const ways: readonly { way: Way; text: string }[] = [
  { way: 'cut', text: 'without what was sent' },
  { way: 'pseudonyms', text: 'without what was sent, addresses and names' },
  { way: 'kept', text: 'with everything that was sent' },
];

export function MakePack({ analysed, number }: { analysed: Analysed; number: number }): VNode {
  const [way, setWay] = useState<Way>('cut');
  const { state, start } = useTask((answer) => {
    if (answer.type !== 'packed') return '';
    saveFile(`evidence-${number}.zip`, 'application/zip', [answer.zip]);
    return savedText(number, answer);
  });
  const { files } = analysed;
  if (files.length === 0) return <p>Open the capture again to make an evidence pack from it.</p>;
  const make = (): void =>
    start({
      type: 'pack',
      files,
      number,
      keepPayload: way === 'kept',
      pseudonymise: way === 'pseudonyms',
      page: pageText(),
    });
  return (
    <div class="hand-over">
      <p>
        An evidence pack holds the connections of this incident as a capture, a few healthy ones of the same
        server beside them, this report, and how to check it.
      </p>
      <fieldset>
        <legend>Frames</legend>
        {ways.map(({ way: one, text }) => (
          <label key={one}>
            <input type="radio" name="way" checked={way === one} onChange={() => setWay(one)} /> {text}
          </label>
        ))}
      </fieldset>
      <button type="button" disabled={state.phase === 'working'} onClick={make}>
        Make evidence pack
      </button>
      {state.phase === 'working' && (
        <progress value={state.share} max={1} aria-label="Collecting the frames" />
      )}
      <span role="status">{state.phase === 'idle' ? state.said : ''}</span>
    </div>
  );
}

function savedText(
  number: number,
  { concerned, contrast, differences }: Extract<Answer, { type: 'packed' }>,
): string {
  const checked =
    differences === 0
      ? 'Read back, every connection has the verdict that it has here.'
      : `Read back, ${count(differences, 'verdict')} came out differently: README.txt lists them.`;
  return `Saved as evidence-${number}.zip: ${count(concerned, 'connection')} of the incident and ${count(contrast, 'other', 'others')}. ${checked}`;
}
