/** One incident as a story: what happened, the edge, when, who, what to set, how to prove it. */
import type { VNode } from 'preact';
import { endpointName } from '../../report/endpoint-text.ts';
import { incidentSentence } from '../../report/headline.ts';
import { incidentFacts } from '../../report/incident-facts.ts';
import { inferredSentences } from '../../report/inferred-text.ts';
import { endS, numberedIncidents } from '../incidents.ts';
import { FactList } from '../parts/fact-list.tsx';
import { IdlePlot } from '../plots/idle-plot.tsx';
import { WhenStrip } from '../plots/when-strip.tsx';
import type { Analysed } from '../session.ts';
import { Missing } from './missing.tsx';

export function IncidentView({ analysed, number }: { analysed: Analysed; number: number }): VNode {
  const { document } = analysed;
  const found = numberedIncidents(document).find((one) => one.number === number);
  if (found === undefined) return <Missing what={`no incident ${number}`} />;
  const { incident, members } = found;
  const { start, durationS } = document.capture;
  const measured = inferredSentences(incident);
  return (
    <article>
      <p class="kicker">Incident {number}</p>
      <h1>
        {incident.cause} <span class="at mono">{endpointName(incident.server)}</span>
      </h1>
      <p class="lead">{incidentSentence(incident)}</p>
      <FactList facts={incidentFacts(document, incident, members)} />
      {incident.inferred.idleTimeoutS !== undefined && (
        <section aria-labelledby="idle">
          <h2 id="idle">How long it had been idle</h2>
          <IdlePlot incident={found} />
        </section>
      )}
      {measured.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <section aria-labelledby="when">
        <h2 id="when">When</h2>
        <WhenStrip
          momentsS={members.map((one) => endS(document, one))}
          durationS={durationS}
          start={start}
          height={76}
        />
      </section>
    </article>
  );
}
