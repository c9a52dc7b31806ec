/** What `probe --json` measured: what to set, and all it was concluded from. */
import type { VNode } from 'preact';
import type { ProbeDocument } from '../../probe/result.ts';
import { clean } from '../../report/clean.ts';
import { probeFacts } from '../../report/probe-facts.ts';
import { count, duration } from '../../report/quantities.ts';
import { sentence } from '../../report/sentence.ts';
import { FactList } from '../parts/fact-list.tsx';

export function ProbeView({ document }: { document: ProbeDocument }): VNode {
  const { url, address, durationS, manners, recommended, errors, interrupted } = document;
  const timeout = recommended.clientIdleTimeoutS;
  return (
    <article>
      <p class="kicker">
        Probe of <span class="mono">{clean(url, 200)}</span>
        {address !== null && ` at ${clean(address, 60)}`}: {count(manners.requests, 'request')} in{' '}
        {duration(durationS)}
        {interrupted && ', interrupted'}
      </p>
      <h1>
        {timeout === null
          ? 'No idle timeout to set'
          : `Set the idle timeout of clients to ${duration(timeout)}`}
      </h1>
      <p class="lead">{sentence(clean(recommended.why, 600))}</p>
      <section aria-labelledby="measured">
        <h2 id="measured">What was measured</h2>
        <FactList facts={probeFacts(document).map(([label, text]) => ({ label, text }))} />
      </section>
      {errors.length > 0 && (
        <section aria-labelledby="errors">
          <h2 id="errors">What could not be measured</h2>
          <ul>
            {errors.map(({ step, message }) => (
              <li key={`${step} ${message}`}>
                {clean(step, 60)}: {clean(message, 400)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}
