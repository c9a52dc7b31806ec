import type { VNode } from 'preact';
import { causePage } from '../cause-pages.ts';

/** A cause's id, and the way to its page. */
export function CauseLink({ cause }: { cause: string }): VNode | string {
  return causePage(cause) === undefined ? cause : <a href={`#/cause/${cause}`}>{cause}</a>;
}

/** The cause in a sentence. */
export function CauseTitle({ cause }: { cause: string }): VNode | null {
  const title = causePage(cause)?.title ?? '';
  return title === '' ? null : <p class="cause-title">{title}</p>;
}
