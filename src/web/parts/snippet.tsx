import type { VNode } from 'preact';
import { CopyButton } from './copy-button.tsx';

/** Text to paste, and the button that copies it. */
export function Snippet({ text, what = 'the snippet' }: { text: string; what?: string }): VNode {
  return (
    <div class="snippet">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line is scrolled with the arrow keys */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}
