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

const sides = ['server', 'client', 'middlebox'] as const;

/** Every product on a line, with its idle timeouts, which is what most people come for. */
export function productLines(
  products: readonly Product[],
  facts: readonly TimeoutFact[],
  color: boolean,
): string[] {
  const rows = products.map(({ id, title }) => {
    const idle = facts.filter((fact) => fact.product === id && isIdleTimeout(fact));
    return [id, ...sides.map((side) => idleText(idle.filter(({ role }) => role === side))), title];
  });
  return table(['PRODUCT', 'TOWARDS CLIENTS', 'TOWARDS SERVERS', 'IN BETWEEN', 'NAME'], rows, color);
}

function isIdleTimeout({ kind, auxiliary, noDefault }: TimeoutFact): boolean {
  const idle = kind === 'idle-keepalive' || kind === 'flow-idle';
  return idle && auxiliary !== true && noDefault !== 'not-a-duration';
}

/** The current default; where sources argue about it, the one listed first. */
function idleText(idle: readonly TimeoutFact[]): string {
  const main = idle.find(({ untilVersion, disputed }) => untilVersion === undefined && !disputed) ?? idle[0];
  if (main === undefined) return '';
  return main.noDefault === 'falls-back' ? 'another timer' : defaultText(main);
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

/** One product: each fact with how to set it, what to know and where it is written. */
export function factBlocks(
  product: Product,
  facts: readonly TimeoutFact[],
  { width, color }: TimeoutsTextOptions,
): string[] {
  const style = createStyle(color);
  const prose = Math.min(width, mostProseColumns);
  const blocks = facts.flatMap((fact) => [
    '',
    `${style.bold(fact.setting)}  ${style.dim(`${fact.kind}, ${roleText(fact)}`)}`,
    ...details(fact, product).flatMap(([label, text]) => labelled(label, text, prose, '  ', labelWidth)),
    ...settingLines(fact).map((line) => style.cyan(line)),
  ]);
  return [`${style.bold(product.title)}, ${categoryWords[product.category]}`, ...blocks];
}

function details(fact: TimeoutFact, product: Product): [label: string, text: string][] {
  const value = [defaultText(fact), versionText(fact)].filter(Boolean).join(', ');
  const all: [string, string][] = [
    ['part', fact.title === product.title ? '' : fact.title],
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
