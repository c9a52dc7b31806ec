/** One row of the ladder: an arrow, a silence, or a fold. */
import type { VNode } from 'preact';
import type { TracedFrame } from '../../engine/index.ts';
import { duration } from '../../report/quantities.ts';
import { Arrow, FoldArrow } from './arrow.tsx';
import { RST, shownMarksOf, sizeOf, spokenText, titleOf } from './frame-words.ts';
import type { Row } from './rows.ts';

interface Props {
  row: Row;
  /** What the verdict says of this frame. */
  says: readonly string[];
  /** Where the arrow ends at the side that is not `near`, in rows below it. */
  far: number;
  near: 'client' | 'server';
  digits: 3 | 6;
  isActive: boolean;
  isOpen: boolean;
  onFocus(): void;
  onPoint(): void;
  onToggle(): void;
}

export function LadderRow(props: Props): VNode {
  const { row, isActive, onFocus, onPoint } = props;
  return (
    <li class={classOf(props)} tabIndex={isActive ? 0 : -1} onFocusIn={onFocus} onPointerEnter={onPoint}>
      {row.kind === 'frame' && <FrameCells {...props} frame={row.frame} />}
      {row.kind === 'silence' && <Silence seconds={row.seconds} />}
      {row.kind === 'fold' && <FoldCells {...props} fold={row} />}
    </li>
  );
}

function classOf({ row, says, isOpen }: Props): string {
  if (row.kind === 'silence') return 'ladder-row silence';
  if (row.kind === 'fold') return isOpen ? 'ladder-row fold open' : 'ladder-row fold';
  const kinds = [kindOf(row.frame), says.length > 0 ? 'cited' : ''];
  return ['ladder-row', ...kinds].join(' ').trimEnd();
}

function kindOf({ flags, length, marks = [] }: TracedFrame): string {
  if ((flags & RST) !== 0) return 'rst';
  if (marks.some((mark) => mark.endsWith('retransmission'))) return 'again';
  if (marks.includes('keep-alive') || marks.includes('zero window probe')) return 'probe';
  return length === 0 && (flags & 7) === 0 ? 'bare' : 'plain';
}

function FrameCells({ frame, says, far, near, digits }: Props & { frame: TracedFrame }): VNode {
  const size = sizeOf(frame);
  return (
    <>
      <span class="sr-only">{spokenText(frame, says)}</span>
      <span class="ladder-time" aria-hidden="true">
        {frame.atS.toFixed(digits)}
      </span>
      <span class="ladder-frame" aria-hidden="true">
        {says.length > 0 && <span class="ladder-dot">●</span>}
        {frame.frame}
      </span>
      <span class="ladder-lane" aria-hidden="true">
        <Arrow from={frame.from} near={near} far={far} isReset={(frame.flags & RST) !== 0} />
        <span class={far === 0 ? 'ladder-label' : `ladder-label at-${near}`}>
          <span>
            <b>{titleOf(frame)}</b>
            {size !== '' && <span class="ladder-size"> {size}</span>}
            {shownMarksOf(frame).map((mark) => (
              <span key={mark} class="ladder-mark">
                {mark}
              </span>
            ))}
          </span>
        </span>
      </span>
      <span class="ladder-says" aria-hidden="true">
        {says.join(' ')}
      </span>
    </>
  );
}

function Silence({ seconds }: { seconds: number }): VNode {
  return (
    <span class="ladder-lane">
      <span class="ladder-silence">{duration(seconds)} silence</span>
    </span>
  );
}

function FoldCells({
  fold: row,
  digits,
  isOpen,
  onToggle,
}: Props & { fold: Extract<Row, { kind: 'fold' }> }): VNode {
  const canOpen = row.frames.length > 0;
  return (
    <>
      <span class="ladder-time" aria-hidden="true">
        {row.atS.toFixed(digits)}
      </span>
      <span class="ladder-frame" aria-hidden="true">
        {row.frames[0]?.frame}
      </span>
      <span class="ladder-lane">
        <FoldArrow from={row.from} isProbe={row.fold === 'probes' || row.fold === 'repeats'} />
        <span class="ladder-label">
          {canOpen ? (
            // Reached by the arrow keys of the list: Enter on the row does the same.
            <button type="button" tabIndex={-1} aria-expanded={isOpen} onClick={onToggle}>
              {row.text}
            </button>
          ) : (
            <span>{row.text}</span>
          )}
        </span>
      </span>
    </>
  );
}
