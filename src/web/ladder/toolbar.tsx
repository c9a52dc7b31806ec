/** What can be changed about the picture, and how it is walked through. */
import type { VNode } from 'preact';
import type { ConnectionTrace } from '../../engine/index.ts';
import { count, grouped } from '../../report/quantities.ts';

interface Props {
  acks: boolean;
  setAcks(acks: boolean): void;
  zoom: number;
  setZoom(zoom: number): void;
  trace: ConnectionTrace;
  /** Id of the text that describes the keys. */
  help: string;
}

const zooms = [0.75, 0.85, 1, 1.2, 1.45, 1.75];

export function Toolbar({ acks, setAcks, zoom, setZoom, trace, help }: Props): VNode {
  const at = zooms.indexOf(zoom);
  const { frames, totalFrames } = trace;
  const shown =
    totalFrames === null || frames.length === totalFrames
      ? ''
      : `, ${grouped(frames.length)} of them at hand`;
  return (
    <div class="ladder-tools">
      <span>
        {totalFrames === null ? 'The frames that matter' : count(totalFrames, 'frame')}
        {shown}
      </span>
      <label>
        <input
          type="checkbox"
          checked={acks}
          onChange={({ currentTarget }) => setAcks(currentTarget.checked)}
        />{' '}
        plain ACKs
      </label>
      <span class="ladder-zoom">
        <button
          type="button"
          disabled={at <= 0}
          onClick={() => setZoom(zooms[at - 1] ?? 1)}
          aria-label="Smaller"
        >
          −
        </button>
        <button
          type="button"
          disabled={at >= zooms.length - 1}
          onClick={() => setZoom(zooms[at + 1] ?? 1)}
          aria-label="Larger"
        >
          +
        </button>
      </span>
      <span class="ladder-help" id={help}>
        Arrow keys walk, Enter unfolds, C goes to the next cited frame.
      </span>
    </div>
  );
}
