/** The catalogue as Markdown: what `whyreset timeouts --markdown` prints and docs/timeouts.md is made of. */
import type { Product, TimeoutFact } from '../catalog/timeout-fact.ts';
import { categoryWords, defaultText, doubtText, expiryText, roleText, versionText } from './timeout-words.ts';

export function factTable(facts: readonly TimeoutFact[]): string[] {
  return [
    '| setting | side | kind | default | when it expires | notes |',
    '|---|---|---|---|---|---|',
    ...facts.map((fact) => {
      const cells = [
        settingCell(fact),
        roleText(fact),
        fact.kind,
        defaultCell(fact),
        expiryText(fact),
        notesCell(fact),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
}

function settingCell({ setting, source, howToSet }: TimeoutFact): string {
  const name = `[${cell(setting)}](${source})`;
  const syntax = howToSet?.syntax;
  return syntax === undefined || syntax.includes('\n') ? name : `${name}<br>${code(syntax)}`;
}

function defaultCell(fact: TimeoutFact): string {
  return cell([defaultText(fact), versionText(fact)].filter(Boolean).join(', '));
}

function notesCell(fact: TimeoutFact): string {
  return cell([doubtText(fact) && `(${doubtText(fact)})`, fact.notes].filter(Boolean).join(' '));
}

/** A pipe ends a cell even inside code; angle brackets outside code would be HTML. */
function cell(text: string): string {
  return text
    .replace(/\|/g, '\\|')
    .replace(/</g, '&lt;')
    .replace(/([*_[\]])/g, '\\$1');
}

function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text.replace(/\|/g, '\\|')}${fence}`;
}

/** docs/timeouts.md. */
export function timeoutsPage(products: readonly Product[], facts: readonly TimeoutFact[]): string {
  return `${[
    '# Timeouts of servers, proxies, load balancers and clients',
    '',
    `${facts.length} defaults of ${products.length} products, each with its source, as \`whyreset timeouts\` knows them. "Documented", "measured" and`,
    '"inferred" say how it is known what the other side sees when the time is up. This page is generated: `node scripts/timeouts-page.mjs`.',
    '',
    '## Who closes an idle connection after this time?',
    '',
    ...idleTable(facts),
    ...products.flatMap((product) => productSection(product, facts)),
    '',
  ].join('\n')}`;
}

function idleTable(facts: readonly TimeoutFact[]): string[] {
  const idle = facts.filter(
    ({ kind, defaultS, auxiliary }) =>
      (kind === 'idle-keepalive' || kind === 'flow-idle') && defaultS !== null && defaultS > 0 && !auxiliary,
  );
  const byDefault = new Map<string, TimeoutFact[]>();
  for (const fact of idle.toSorted(byDuration)) {
    const time = defaultText(fact);
    byDefault.set(time, [...(byDefault.get(time) ?? []), fact]);
  }
  const names = (list: readonly TimeoutFact[], role: TimeoutFact['role']): string =>
    [...new Set(list.filter((fact) => fact.role === role).map(nameAndVersion))].join(', ');
  return [
    '| idle time | towards clients | towards servers | in between |',
    '|---|---|---|---|',
    ...[...byDefault].map(
      ([time, list]) =>
        `| ${time} | ${names(list, 'server')} | ${names(list, 'client')} | ${names(list, 'middlebox')} |`,
    ),
  ];
}

function nameAndVersion(fact: TimeoutFact): string {
  const notEveryRelease = fact.untilVersion !== undefined || fact.disputed === true;
  return cell(notEveryRelease ? `${fact.title} ${versionText(fact)}`.trim() : fact.title);
}

function byDuration(a: TimeoutFact, b: TimeoutFact): number {
  return (a.defaultS ?? 0) - (b.defaultS ?? 0);
}

function productSection({ id, title, category }: Product, facts: readonly TimeoutFact[]): string[] {
  const own = facts.filter(({ product }) => product === id);
  return ['', `## ${title}`, '', `\`${id}\`, ${categoryWords[category]}`, '', ...factTable(own)];
}
