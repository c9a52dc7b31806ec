/** One connection: what became of it, and the frames that show it. */
import type { VNode } from 'preact';
import type { ConnectionReport } from '../../engine/index.ts';
import type { TracedConnection } from '../../evidence/trace-recorder.ts';
import { confidenceText } from '../../report/actor-text.ts';
import { clean } from '../../report/clean.ts';
import { addressAndPort, endpointName } from '../../report/endpoint-text.ts';
import { duration } from '../../report/quantities.ts';
import { ConnectionLadder } from '../ladder/connection-ladder.tsx';
import { CauseLink } from '../parts/cause-link.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { FactList } from '../parts/fact-list.tsx';
import { Verdict } from '../parts/verdict.tsx';
import type { Analysed } from '../session.ts';
import { quietConnection, quietFacts } from '../table/quiet-connection.ts';
import { Missing } from './missing.tsx';

export function ConnectionView({ analysed, stream }: { analysed: Analysed; stream: number }): VNode {
  const report = analysed.document.connections.find((one) => one.stream === stream);
  const connection: TracedConnection | undefined = report ?? quietConnection(analysed, stream);
  if (connection === undefined) return <Missing what={`no connection ${stream}`} />;
  const filter = `tcp.stream eq ${stream}`;
  return (
    <article>
      <p class="kicker">TCP stream {stream}</p>
      <h1>
        <span class="mono">{addressAndPort(connection.client)}</span> <span aria-hidden="true">→</span>
        <span class="sr-only"> to </span> <span class="mono">{endpointName(connection.server)}</span>
      </h1>
      {report?.cause && (
        <p class="cause-title">
          <CauseLink cause={report.cause} />, confidence {confidenceText(report.confidence)}
        </p>
      )}
      <FactList facts={report === undefined ? quietFacts(analysed, stream) : factsOf(report)} />
      <ConnectionLadder analysed={analysed} connection={connection} />
      {report !== undefined && report.evidence.length > 0 && (
        <section aria-labelledby="evidence">
          <h2 id="evidence">The frames that show it</h2>
          <Verdict connection={report} />
        </section>
      )}
      <p class="filter">
        In Wireshark: <code>{filter}</code> <CopyButton text={filter} what="the display filter" />
      </p>
    </article>
  );
}

const retryWords: Record<ConnectionReport['retrySafe'], string> = {
  safe: 'safe',
  unsafe: 'not safe: the server may have acted on the request',
  unknown: 'not known to be safe',
};

function factsOf(connection: ConnectionReport): { label: string; text: string }[] {
  const { harm, retrySafe, idleBeforeS, waitBeforeEndS, ending, endedBy, durationS, protocol, turns } =
    connection;
  return [
    { label: 'ended', text: endedBy === 'none' ? ending : `${ending} by ${endedBy}` },
    { label: 'lasted', text: duration(durationS) },
    { label: 'idle before', text: idleBeforeS === null ? '' : duration(idleBeforeS) },
    { label: 'waited', text: waitBeforeEndS === null ? '' : duration(waitBeforeEndS) },
    { label: 'harm', text: harm === 'none' ? '' : harm },
    { label: 'retry', text: harm === 'none' ? '' : retryWords[retrySafe] },
    { label: 'protocol', text: clean(protocol, 20) },
    { label: 'turns', text: String(turns) },
  ].filter(({ text }) => text !== '');
}
