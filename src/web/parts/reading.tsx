import type { VNode } from 'preact';
import { clean } from '../../report/clean.ts';
import { bytes } from '../../report/quantities.ts';
import { firstFew } from '../../report/sentence.ts';
import type { Capture } from '../session.ts';

interface Props {
  capture: Extract<Capture, { phase: 'reading' }>;
  cancel(): void;
}

export function Reading({ capture, cancel }: Props): VNode {
  const { names, readBytes, totalBytes } = capture;
  const title = `Reading ${firstFew(
    names.map((name) => clean(name, 80)),
    2,
  )}`;
  return (
    <div class="landing">
      <h1>{title}</h1>
      <progress aria-label={title} max={Math.max(1, totalBytes)} value={readBytes} />
      <p class="quiet-line">
        {bytes(readBytes)} of {bytes(totalBytes)}
      </p>
      <button type="button" onClick={cancel}>
        Cancel
      </button>
    </div>
  );
}
