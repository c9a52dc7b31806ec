import type { VNode } from 'preact';
import { columnList } from './column-list.ts';

const examples = [
  ['10.0.0.5', 'anywhere in a row'],
  ['cause:keepalive-race durationS>10', 'both hold'],
  ['server:10.0.3.7 or name:api', 'one of them holds'],
  ['-ending:orderly (turns=0 or bytesSent>1MB)', 'not; parentheses; units: ms, s, min, h, kB, MB, GB'],
  ['port=443 ip:10.0.', 'of the client or the server'],
] as const;

export function QueryHelp(): VNode {
  return (
    <details class="menu">
      <summary>How to filter</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with the arrow keys */}
      <div class="menu-body" tabIndex={0}>
        <dl class="query-help">
          {examples.map(([query, means]) => (
            <div key={query}>
              <dt>
                <code>{query}</code>
              </dt>
              <dd>{means}</dd>
            </div>
          ))}
        </dl>
        <p>
          <code>:</code> contains, <code>=</code> equals, <code>!=</code> does not;{' '}
          <code>&lt; &lt;= &gt; &gt;=</code> compare numbers. Columns:
        </p>
        <dl class="query-help">
          {columnList.map(({ name, means }) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>{means}</dd>
            </div>
          ))}
        </dl>
      </div>
    </details>
  );
}
