/** The card of a probe: what the server does, and what to set. Everything that came from the server is cleaned. */
import type { Recipe } from '../catalog/recipe.ts';
import type { ProbeDocument } from '../probe/result.ts';
import { clean } from './clean.ts';
import { probeFacts } from './probe-facts.ts';
import { count, duration } from './quantities.ts';
import { recipeLines } from './recipes-text.ts';
import { sentence } from './sentence.ts';
import { createStyle } from './style.ts';
import { labelled, mostProseColumns } from './wrap.ts';

export interface ProbeTextOptions {
  width: number;
  color: boolean;
  /** What to set for the clients that the user named. */
  recipes: readonly Recipe[];
}

const labelWidth = 15;

/** What to do stands first, then what was found, then what to paste. */
export function probeLines(document: ProbeDocument, { width, color, recipes }: ProbeTextOptions): string[] {
  const style = createStyle(color);
  const prose = Math.min(width, mostProseColumns);
  const block = (label: string, text: string): string[] => {
    const [first = '', ...rest] = labelled(label, text, prose, '  ', labelWidth);
    return [first.replace(label, style.cyan(label)), ...rest];
  };
  const { errors, recommended, reach } = document;
  const value = recommended.clientIdleTimeoutS;
  const title = style.bold(probeTitle(document));
  const problems = errors.flatMap(({ message }) =>
    labelled(
      reach === null ? 'failed' : 'beware',
      sentence(clean(message, 400)),
      prose,
      '  ',
      labelWidth,
    ).map(style.red),
  );
  if (reach === null) return [title, ...problems];
  return [
    title,
    style.bold(advice(value)),
    ...block('why', sentence(clean(recommended.why, 400))),
    ...problems,
    '',
    ...probeFacts(document).flatMap(([label, text]) => block(label, text)),
    ...snippets(value, recipes, { width, color }),
    '',
    style.dim(mannersText(document)),
  ];
}

export function probeTitle({ url, address, interrupted }: ProbeDocument): string {
  const at = address === null ? '' : ` (${address})`;
  return `${clean(url)}${at}${interrupted ? ', interrupted: what was known by then' : ''}`;
}

export function advice(clientIdleTimeoutS: number | null): string {
  return clientIdleTimeoutS === null
    ? 'Set: no idle timeout to recommend'
    : `Set the client's idle timeout to ${clientIdleTimeoutS} s`;
}

function snippets(
  value: number | null,
  recipes: readonly Recipe[],
  layout: { width: number; color: boolean },
): string[] {
  return value === null || recipes.length === 0 ? [] : ['', ...recipeLines(recipes, value, layout)];
}

export function mannersText({ durationS, manners }: ProbeDocument): string {
  const { requests, connections, mostConnections } = manners;
  return `Took ${duration(durationS)}, ${count(requests, 'request')} on ${count(connections, 'connection')}, at most ${mostConnections} at once.`;
}
