/** `whyreset timeouts` on a terminal: the list of products, facts across products, one product in full. */
import type { Product, TimeoutFact } from '../catalog/timeout-fact.ts';
import { createStyle } from './style.ts';
import { columns } from './table.ts';
import {
  categoryWords,
  defaultText,
  doubtText,
  expiryText,
  expiryWord,
  roleText,
  versionText,
} from './timeout-words.ts';
import { labelled, mostProseColumns } from './wrap.ts';

export interface TimeoutsTextOptions {
  width: number;
  color: boolean;
}

/** Every product on a line, with its idle timeouts, which is what most people come for. */
export function productLines(
  products: readonly Product[],
  facts: readonly TimeoutFact[],
  color: boolean,
): string[] {
  const rows = products.map(({ id, title, category }) => [
    id,
    title,
    categoryWords[category],
    idleText(id, facts),
  ]);
  return table(['PRODUCT', 'NAME', 'WHAT', 'IDLE TIMEOUT'], rows, color);
}

function idleText(product: string, facts: readonly TimeoutFact[]): string {
  const idle = facts.filter(
    (fact) =>
      fact.product === product &&
      (fact.kind === 'idle-keepalive' || fact.kind === 'flow-idle') &&
      isCurrentDuration(fact),
  );
  return [...new Set(idle.map((fact) => `${defaultText(fact)} ${roleText(fact)}`))].slice(0, 2).join(', ');
}

function isCurrentDuration({ defaultS, auxiliary, title, noDefault }: TimeoutFact): boolean {
  return auxiliary !== true && !title.includes('UDP') && (defaultS !== null || noDefault === 'unlimited');
}

/** Facts of several products, one a line. */
export function factLines(facts: readonly TimeoutFact[], color: boolean): string[] {
  const rows = facts.map((fact) => [
    defaultText(fact),
    expiryWord(fact),
    roleText(fact),
    fact.kind,
    fact.product,
    [fact.setting, versionText(fact) && `(${versionText(fact)})`].filter(Boolean).join(' '),
  ]);
  return table(['DEFAULT', 'THEN', 'SIDE', 'KIND', 'PRODUCT', 'SETTING'], rows, color);
}

function table(head: readonly string[], rows: readonly (readonly string[])[], color: boolean): string[] {
  const [first = '', ...rest] = columns(
    [head, ...rows],
    head.map(() => 'left'),
  );
  return [createStyle(color).bold(first), ...rest];
}

const labelWidth = 9;

/** Each fact with how to set it, what to know and where it is written. */
export function factBlocks(facts: readonly TimeoutFact[], { width, color }: TimeoutsTextOptions): string[] {
  const style = createStyle(color);
  const prose = Math.min(width, mostProseColumns);
  return facts.flatMap((fact, i) => [
    ...(i === 0 ? [] : ['']),
    `${style.bold(fact.setting)}  ${style.dim(`${fact.kind}, ${roleText(fact)}`)}`,
    ...details(fact).flatMap(([label, text]) => labelled(label, text, prose, '  ', labelWidth)),
    ...settingLines(fact).map((line) => style.cyan(line)),
  ]);
}

function details(fact: TimeoutFact): [label: string, text: string][] {
  const value = [defaultText(fact), versionText(fact)].filter(Boolean).join(', ');
  const all: [string, string][] = [
    ['part', fact.title],
    ['default', value],
    ['then', expiryText(fact)],
    ['doubt', doubtText(fact)],
    ['note', fact.notes ?? ''],
    ['source', fact.source],
    ['set in', fact.howToSet?.file ?? ''],
  ];
  return all.filter(([, text]) => text !== '');
}

function settingLines({ howToSet }: TimeoutFact): string[] {
  return howToSet === undefined ? [] : howToSet.syntax.split('\n').map((line) => `    ${line}`);
}
