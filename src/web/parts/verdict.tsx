/** The frames that a verdict rests on, and what else it could be. */
import type { VNode } from 'preact';
import type { ConnectionReport } from '../../engine/index.ts';
import { clean } from '../../report/clean.ts';
import { sentence } from '../../report/sentence.ts';
import { CauseLink } from './cause-link.tsx';

export function Verdict({ connection }: { connection: ConnectionReport }): VNode {
  const { evidence, alternative } = connection;
  return (
    <>
      <ul class="evidence">
        {evidence.map(({ frame, says }) => (
          <li key={`${frame} ${says}`}>
            <span class="mono">frame {frame}</span> {sentence(clean(says, 400))}
          </li>
        ))}
      </ul>
      {alternative !== null && (
        <p class="quiet-line">
          It could also be <CauseLink cause={alternative.cause} /> ({alternative.confidence.toFixed(2)}):{' '}
          {sentence(clean(alternative.tellApart, 400))}
        </p>
      )}
    </>
  );
}
