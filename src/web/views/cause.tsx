/** The page about a cause, from docs/causes/. */
import type { VNode } from 'preact';
import { causePage } from '../cause-pages.ts';
import { Missing } from './missing.tsx';

export function CauseView({ id }: { id: string }): VNode {
  const page = causePage(id);
  if (page === undefined) return <Missing what={`no page about "${id}"`} />;
  return (
    <article>
      <p class="kicker">Cause</p>
      <h1>{id}</h1>
      <p class="cause-title">{page.title}</p>
      <div class="prose" dangerouslySetInnerHTML={{ __html: page.html }} />
    </article>
  );
}
