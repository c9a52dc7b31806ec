/** The frame around every view: name, where one is, the captures; and what is shown where nothing has been read. */
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { AuditDocument } from '../audit/document.ts';
import type { ProbeDocument } from '../probe/result.ts';
import { clean } from '../report/clean.ts';
import { firstFew } from '../report/sentence.ts';
import { isReport } from './embedded.ts';
import { numberedIncidents } from './incidents.ts';
import { FaultBoundary } from './parts/fault-boundary.tsx';
import { Header } from './parts/header.tsx';
import { Landing } from './parts/landing.tsx';
import { Reading } from './parts/reading.tsx';
import { useDropped } from './parts/use-dropped.ts';
import { type Route, useRoute } from './route.ts';
import { type Analysed, type Capture, type Session, useSession } from './session.ts';
import { CauseView } from './views/cause.tsx';
import { ChainView } from './views/chain.tsx';
import { ConnectionView } from './views/connection.tsx';
import { ConnectionsView } from './views/connections.tsx';
import { HowToGet } from './views/how-to-get.tsx';
import { IncidentView } from './views/incident.tsx';
import { Missing } from './views/missing.tsx';
import { Overview } from './views/overview.tsx';
import { ProbeView } from './views/probe.tsx';

/** Nobody reads a longer print, and each has two plots and a ladder. */
const MOST_PRINTED = 20;

export function App(): VNode {
  const session = useSession();
  const route = useRoute();
  const dropping = useDropped(session.open);
  const main = useRef<HTMLElement>(null);
  const { phase } = session.held.capture;
  useEffect(() => {
    document.title = titleOf(session.held.capture);
  }, [session.held.capture]);
  useEffect(() => {
    // A step to another view starts at its top, for the eye and for a screen reader alike.
    if (phase !== 'shown') return;
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [phase, route.view, route.argument]);
  return (
    <div class={dropping ? 'page dropping' : 'page'}>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <Header session={session} route={route} />
      <main ref={main} tabIndex={-1}>
        <FaultBoundary key={`${route.view} ${phase}`}>
          <Content session={session} route={route} />
        </FaultBoundary>
      </main>
    </div>
  );
}

/** Tabs, bookmarks and printed files are told apart by it. */
function titleOf(capture: Capture): string {
  if (capture.phase !== 'shown') return 'whyreset';
  const files = capture.analysed.document.capture.files.map((name) => clean(name, 60));
  return `whyreset: ${firstFew(files, 2)}`;
}

function Content({ session, route }: { session: Session; route: Route }): ComponentChildren {
  const { capture, audit, probe } = session.held;
  if (capture.phase === 'starting') return null;
  if (route.view === 'cause') return <CauseView id={route.argument} />;
  if (route.view === 'chain') return <Chain document={audit} />;
  if (route.view === 'probe') return <Probe document={probe} />;
  if (capture.phase === 'empty') return <Landing problem={capture.problem} open={session.open} />;
  if (capture.phase === 'reading') return <Reading capture={capture} cancel={session.close} />;
  return viewOf(route, capture.analysed);
}

function Chain({ document }: { document: unknown }): VNode {
  if (document !== null) return <ChainView document={document as AuditDocument} />;
  const what =
    'Reads the configuration of every hop of a proxy chain, and draws the idle timers that race with each other.';
  return <HowToGet title="Chain" what={what} command="whyreset audit chain.yaml --json > audit.json" />;
}

function Probe({ document }: { document: unknown }): VNode {
  if (document !== null) return <ProbeView document={document as ProbeDocument} />;
  const what =
    'Asks a server how long it keeps idle connections and how it hangs up, and says what to set at clients.';
  return (
    <HowToGet
      title="Probe"
      what={what}
      command="whyreset probe https://api.example.com/ --json > probe.json"
    />
  );
}

/** A report is printed as a whole from its first view: the incidents follow, which the screen leaves to their own views. */
function WholeReport({ analysed }: { analysed: Analysed }): VNode {
  const numbers = numberedIncidents(analysed.document).slice(0, MOST_PRINTED);
  return (
    <>
      <Overview analysed={analysed} />
      <div class="print-only">
        {numbers.map(({ number }) => (
          <IncidentView key={number} analysed={analysed} number={number} />
        ))}
      </div>
    </>
  );
}

function viewOf(route: Route, analysed: Analysed): VNode {
  const { view, argument, parameters } = route;
  if (view === '') return isReport ? <WholeReport analysed={analysed} /> : <Overview analysed={analysed} />;
  if (view === 'incident') return <IncidentView analysed={analysed} number={Number(argument)} />;
  if (view === 'connection') return <ConnectionView analysed={analysed} stream={Number(argument)} />;
  if (view === 'connections')
    return <ConnectionsView key={parameters.toString()} analysed={analysed} parameters={parameters} />;
  return <Missing what={`no view "${view}"`} />;
}
