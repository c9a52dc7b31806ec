import type { VNode } from 'preact';
import type { ColumnInfo } from './column-list.ts';

interface Props {
  columns: readonly ColumnInfo[];
  chosen: readonly string[];
  choose(names: string[]): void;
}

export function ColumnChooser({ columns, chosen, choose }: Props): VNode {
  const toggle = (name: string): void => {
    const names = chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name];
    // The stream is the way to a connection, and stays.
    choose(names.includes('stream') ? names : ['stream', ...names]);
  };
  return (
    <details class="menu">
      <summary>Columns</summary>
      <fieldset class="menu-body">
        <legend class="sr-only">Columns to show</legend>
        {columns.map(({ name, title, means }) => (
          <label key={name}>
            <input type="checkbox" checked={chosen.includes(name)} onChange={() => toggle(name)} />
            {title} <span class="quiet-line">{means}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}
