import type { VNode } from 'preact';
import { clean } from '../../report/clean.ts';

export function Missing({ what }: { what: string }): VNode {
  return (
    <article class="prose">
      <h1>Not in this capture</h1>
      <p>
        There is {clean(what, 80)} here. <a href="#/">Back to the overview</a>
      </p>
    </article>
  );
}
