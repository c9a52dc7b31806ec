import type { VNode } from 'preact';
import { clean } from '../../report/clean.ts';
import { firstFew } from '../../report/sentence.ts';
import { isReport } from '../embedded.ts';
import type { Route } from '../route.ts';
import type { Session } from '../session.ts';

const views = [
  { view: '', title: 'Overview', also: 'incident' },
  { view: 'connections', title: 'Connections', also: 'connection' },
  { view: 'chain', title: 'Chain', also: null },
  { view: 'probe', title: 'Probe', also: null },
] as const;

/** A saved report has no other documents, and can read none. */
const shownViews = isReport ? views.slice(0, 2) : views;

export function Header({ session, route }: { session: Session; route: Route }): VNode {
  const { capture } = session.held;
  const shown = capture.phase === 'shown' ? capture.analysed : null;
  return (
    <header class="masthead">
      <a class="wordmark" href="#/">
        whyreset
      </a>
      {capture.phase !== 'starting' && (
        <nav aria-label="Views">
          {shownViews.map(({ view, title, also }) => (
            <a
              key={view}
              href={`#/${view}`}
              aria-current={route.view === view ? 'page' : route.view === also ? 'true' : undefined}
            >
              {title}
            </a>
          ))}
        </nav>
      )}
      {shown && (
        <p class="files">
          <span class="mono">
            {firstFew(
              shown.document.capture.files.map((name) => clean(name, 60)),
              2,
            )}
          </span>
          {!isReport && (
            <button type="button" class="quiet" onClick={session.close}>
              Open another
            </button>
          )}
        </p>
      )}
    </header>
  );
}
