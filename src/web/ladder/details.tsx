/** The line below the ladder: everything about the frame that is pointed at, and its filter to copy. */
import type { VNode } from 'preact';
import { CopyButton } from '../parts/copy-button.tsx';
import { detailsOf } from './frame-words.ts';
import type { Row } from './rows.ts';

export function Details({ rows, index }: { rows: readonly Row[]; index: number }): VNode {
  const row = rows[index];
  if (row?.kind !== 'frame') return <p class="ladder-details" />;
  const before = rows.slice(0, index).findLast((one) => one.kind === 'frame');
  const sinceS = before?.kind === 'frame' ? row.frame.atS - before.frame.atS : 0;
  const filter = `frame.number == ${row.frame.frame}`;
  return (
    <p class="ladder-details">
      {detailsOf(row.frame, sinceS).map((text) => (
        <span key={text}>{text}</span>
      ))}
      <CopyButton text={filter} what={`the filter ${filter}`} />
    </p>
  );
}
