/** A view whose document has not been given yet: how to make one. */
import type { VNode } from 'preact';
import { Snippet } from '../parts/snippet.tsx';

interface Props {
  title: string;
  what: string;
  command: string;
}

export function HowToGet({ title, what, command }: Props): VNode {
  return (
    <article>
      <h1>{title}</h1>
      <p class="lead">{what}</p>
      <Snippet text={command} what="the command" />
      <p>Then drop the file on this page.</p>
    </article>
  );
}
