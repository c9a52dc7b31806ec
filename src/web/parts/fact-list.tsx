import type { VNode } from 'preact';

export function FactList({ facts }: { facts: readonly { label: string; text: string }[] }): VNode {
  return (
    <dl class="facts">
      {facts.map(({ label, text }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
