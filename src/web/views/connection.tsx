/** One connection: what became of it, and the frames that show it. */
import type { VNode } from 'preact';
import type { ConnectionReport } from '../../engine/index.ts';
import { confidenceText } from '../../report/actor-text.ts';
import { clean } from '../../report/clean.ts';
import { addressAndPort, endpointName } from '../../report/endpoint-text.ts';
import { duration } from '../../report/quantities.ts';
import { ConnectionLadder } from '../ladder/connection-ladder.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { FactList } from '../parts/fact-list.tsx';
import { Verdict } from '../parts/verdict.tsx';
import type { Analysed } from '../session.ts';
import { Missing } from './missing.tsx';

export function ConnectionView({ analysed, stream }: { analysed: Analysed; stream: number }): VNode {
  const connection = analysed.document.connections.find((one) => one.stream === stream);
  if (connection === undefined) return <Missing what={`no connection ${stream}`} />;
  return (
    <article>
      <p class="kicker">TCP stream {stream}</p>
      <h1>
        <span class="mono">{addressAndPort(connection.client)}</span> <span aria-hidden="true">→</span>
        <span class="sr-only"> to </span> <span class="mono">{endpointName(connection.server)}</span>
      </h1>
      <FactList facts={factsOf(connection)} />
      <ConnectionLadder analysed={analysed} connection={connection} />
      {connection.evidence.length > 0 && (
        <section aria-labelledby="evidence">
          <h2 id="evidence">The frames that show it</h2>
          <Verdict connection={connection} />
        </section>
      )}
      <p class="filter">
        In Wireshark: <code>{connection.filter}</code>{' '}
        <CopyButton text={connection.filter} what="the display filter" />
      </p>
    </article>
  );
}

function factsOf(connection: ConnectionReport): { label: string; text: string }[] {
  const { cause, confidence, ending, endedBy, durationS, protocol, turns } = connection;
  return [
    { label: 'verdict', text: cause === null ? 'healthy' : cause },
    { label: 'confidence', text: cause === null ? '' : confidenceText(confidence) },
    { label: 'ended', text: endedBy === 'none' ? ending : `${ending} by ${endedBy}` },
    { label: 'lasted', text: duration(durationS) },
    { label: 'protocol', text: clean(protocol, 20) },
    { label: 'turns', text: String(turns) },
  ].filter(({ text }) => text !== '');
}
