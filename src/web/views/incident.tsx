/** One incident as a story: what happened, the edge, when, who, what to set, how to prove it. */
import type { ComponentChildren, VNode } from 'preact';
import { endpointName } from '../../report/endpoint-text.ts';
import { incidentSentence } from '../../report/headline.ts';
import { incidentFacts } from '../../report/incident-facts.ts';
import { inferredSentences } from '../../report/inferred-text.ts';
import { grouped } from '../../report/quantities.ts';
import { MakePack } from '../hand-over/make-pack.tsx';
import { canHandOver } from '../hand-over/page-text.ts';
import { endS, type NumberedIncident, numberedIncidents } from '../incidents.ts';
import { ConnectionLadder } from '../ladder/connection-ladder.tsx';
import { CauseLink, CauseTitle } from '../parts/cause-link.tsx';
import { FactList } from '../parts/fact-list.tsx';
import { Parties } from '../parts/parties.tsx';
import { Proof } from '../parts/proof.tsx';
import { Settings } from '../parts/settings.tsx';
import { Verdict } from '../parts/verdict.tsx';
import { IdlePlot } from '../plots/idle-plot.tsx';
import { WhenStrip } from '../plots/when-strip.tsx';
import { routeToRows } from '../route.ts';
import type { Analysed } from '../session.ts';
import { Missing } from './missing.tsx';

export function IncidentView({ analysed, number }: { analysed: Analysed; number: number }): VNode {
  const { document } = analysed;
  const all = numberedIncidents(document);
  const one = all[number - 1];
  if (one === undefined) return <Missing what={`no incident ${number}`} />;
  const { incident, members } = one;
  const { start, durationS } = document.capture;
  return (
    <article>
      <Steps number={number} of={all.length} />
      <h1>
        <CauseLink cause={incident.cause} /> <span class="at mono">{endpointName(incident.server)}</span>
      </h1>
      <CauseTitle cause={incident.cause} />
      <p class="lead">{incidentSentence(incident)}</p>
      <FactList facts={incidentFacts(document, incident, members)} />
      <Measured one={one} />
      <Section id={`when-${number}`} title="When it happened">
        <WhenStrip
          momentsS={members.map((member) => endS(document, member))}
          durationS={durationS}
          start={start}
          height={70}
        />
      </Section>
      <Example one={one} analysed={analysed} />
      <Section id={`who-${number}`} title="Who">
        <Parties one={one} analysed={analysed} />
      </Section>
      {incident.recommendations.length > 0 && (
        <Section id={`set-${number}`} title="What to set">
          <Settings recommendations={incident.recommendations} />
        </Section>
      )}
      <Section id={`prove-${number}`} title="How to prove it">
        <Proof incident={incident} />
      </Section>
      {canHandOver() && (
        <Section id="hand-over" title="Hand it over">
          <MakePack analysed={analysed} number={number} />
        </Section>
      )}
    </article>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: ComponentChildren }): VNode {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function Steps({ number, of }: { number: number; of: number }): VNode {
  return (
    <p class="kicker steps">
      Incident {number} of {of}
      {number > 1 && <a href={`#/incident/${number - 1}`}>previous</a>}
      {number < of && <a href={`#/incident/${number + 1}`}>next</a>}
    </p>
  );
}

function Measured({ one }: { one: NumberedIncident }): VNode | null {
  const sentences = inferredSentences(one.incident);
  const idle = one.incident.inferred.idleTimeoutS !== undefined;
  if (sentences.length === 0) return null;
  return (
    <Section id={`measured-${one.number}`} title={idle ? 'Idle time against outcome' : 'What was measured'}>
      {idle && <IdlePlot incident={one} />}
      {sentences.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </Section>
  );
}

/** The connection that tells it best, and the way to the others. */
function Example({ one, analysed }: { one: NumberedIncident; analysed: Analysed }): VNode | null {
  const { incident, members } = one;
  const example = members.find(({ stream }) => stream === incident.exampleStream);
  if (example === undefined) return null;
  const others = members.filter((member) => member !== example).slice(0, 20);
  return (
    <Section id={`example-${one.number}`} title="One of them">
      <p>
        <a href={`#/connection/${example.stream}`}>Stream {example.stream}</a>, the one that shows it best:
      </p>
      <ConnectionLadder analysed={analysed} connection={example} />
      <Verdict connection={example} />
      {others.length > 0 && (
        <p class="streams">
          Others:{' '}
          {others.map(({ stream }) => (
            <a key={stream} href={`#/connection/${stream}`}>
              {stream}
            </a>
          ))}
          <a
            href={routeToRows(
              `cause=${incident.cause} server=${incident.server.address} serverPort=${incident.server.port}`,
            )}
          >
            all {grouped(members.length)} in the table
          </a>
        </p>
      )}
    </Section>
  );
}
