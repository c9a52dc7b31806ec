/** What happened in this capture, at a glance: the headline, the incidents worst first, the rest in a quiet line. */
import type { VNode } from 'preact';
import type { ExplainDocument } from '../../engine/index.ts';
import { actorName } from '../../report/actor-text.ts';
import { clean } from '../../report/clean.ts';
import { endpointName } from '../../report/endpoint-text.ts';
import { harmlessLine, unexplainedLines } from '../../report/harmless-text.ts';
import { headline, incidentSentence } from '../../report/headline.ts';
import { qualityNotes } from '../../report/quality-notes.ts';
import { clockTime, count, duration, grouped } from '../../report/quantities.ts';
import { canHandOver } from '../hand-over/page-text.ts';
import { SaveReport } from '../hand-over/save-report.tsx';
import { endS, type NumberedIncident, numberedIncidents } from '../incidents.ts';
import { WhenStrip } from '../plots/when-strip.tsx';
import type { Analysed } from '../session.ts';

export function Overview({ analysed }: { analysed: Analysed }): VNode {
  const { document } = analysed;
  const incidents = numberedIncidents(document);
  return (
    <article>
      <p class="kicker">{captureLine(document)}</p>
      <h1 class="headline">{headline(document)}</h1>
      <TotalsLine document={document} />
      {incidents.length > 0 && (
        <section aria-labelledby="incidents">
          <h2 id="incidents">{count(incidents.length, 'incident')}, worst first</h2>
          <ol class="cards">
            {incidents.map((incident) => (
              <li key={incident.number}>
                <IncidentCard incident={incident} document={document} />
              </li>
            ))}
          </ol>
        </section>
      )}
      {canHandOver() && <SaveReport analysed={analysed} />}
      <Quiet document={document} />
      <Quality document={document} />
    </article>
  );
}

function captureLine({ capture, totals }: ExplainDocument): string {
  const started = clockTime(capture.start, true).slice(0, -4);
  return `${count(totals.connections, 'TCP connection')} in ${duration(capture.durationS)}, from ${started} UTC`;
}

function TotalsLine({ document: { totals } }: { document: ExplainDocument }): VNode {
  const parts = [
    { id: 'harmed', text: 'came to harm', n: totals.harmed },
    { id: 'unexplained', text: 'not explained', n: totals.unexplained },
    { id: 'harmless', text: 'ended oddly, without harm', n: totals.harmless },
    { id: 'healthy', text: 'healthy', n: totals.healthy },
  ].filter(({ n, id }) => n > 0 || id === 'harmed');
  return (
    <dl class="totals">
      {parts.map(({ id, text, n }) => (
        <div key={id} class={`total ${id}`}>
          <dd>{grouped(n)}</dd>
          <dt>{text}</dt>
        </div>
      ))}
    </dl>
  );
}

function IncidentCard({
  incident: one,
  document,
}: {
  incident: NumberedIncident;
  document: ExplainDocument;
}): VNode {
  const { incident, number, members } = one;
  const moments = members.map((connection) => endS(document, connection));
  return (
    <a class={incident.cause === 'unexplained' ? 'card' : 'card harmful'} href={`#/incident/${number}`}>
      <span class="card-head">
        <span class="card-number">{number}</span>
        <span class="card-cause">{incident.cause}</span>
        <span class="card-server mono">{endpointName(incident.server)}</span>
      </span>
      <span class="card-story">{incidentSentence(incident)}</span>
      <WhenStrip momentsS={moments} durationS={document.capture.durationS} height={26} />
      <span class="card-act">
        Act: <strong>{actorName(incident.act)}</strong>
      </span>
    </a>
  );
}

function Quiet({ document }: { document: ExplainDocument }): VNode | null {
  const harmless = harmlessLine(document);
  const unexplained = unexplainedLines(document);
  if (harmless === '' && unexplained.length === 0) return null;
  return (
    <section class="quiet-section">
      {harmless !== '' && <p>{harmless}</p>}
      {unexplained.length > 0 && (
        <>
          <h2>Not explained</h2>
          <ul>
            {unexplained.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Quality({ document: { capture } }: { document: ExplainDocument }): VNode {
  const notes = [...qualityNotes(capture), ...capture.warnings.map((warning) => clean(warning, 400))];
  const read = `${count(capture.frames, 'frame')}, ${grouped(capture.tcpSegments)} of them TCP; ${capture.format}, ${capture.linkTypes.join(', ')}.`;
  return (
    <section class="quiet-section" aria-labelledby="quality">
      <h2 id="quality">The capture itself</h2>
      <p>{clean(read, 400)}</p>
      {notes.length > 0 ? (
        <ul>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : (
        <p>Complete as far as it tells: nothing cut, nothing dropped, all frames read.</p>
      )}
    </section>
  );
}
