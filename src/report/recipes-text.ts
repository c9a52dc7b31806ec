/** Recipes of the catalogue, with the value filled in: on a terminal, as Markdown, as data. */
import type { Recipe } from '../catalog/recipe.ts';
import { createStyle } from './style.ts';
import { mostProseColumns, wrap } from './wrap.ts';

export interface RecipeData {
  product: string;
  purpose: Recipe['purpose'];
  side?: Recipe['side'];
  setting: string;
  language: string;
  snippet: string;
  tested: boolean;
  notes?: string;
}

export function recipeData({ title: _, snippet, ...rest }: Recipe, value: number): RecipeData {
  return { ...rest, snippet: snippet(value) };
}

export function recipeLines(
  recipes: readonly Recipe[],
  value: number,
  { width, color }: { width: number; color: boolean },
): string[] {
  const style = createStyle(color);
  return recipes.flatMap((recipe, i) => [
    ...(i === 0 ? [] : ['']),
    style.bold(heading(recipe)),
    ...wrap(remark(recipe), Math.min(width, mostProseColumns), '  '),
    '',
    ...recipe
      .snippet(value)
      .split('\n')
      .map((line) => (line === '' ? '' : style.cyan(`    ${line}`))),
  ]);
}

export function recipeMarkdown(recipes: readonly Recipe[], value: number): string[] {
  return recipes.flatMap((recipe, i) => [
    ...(i === 0 ? [] : ['']),
    `**${heading(recipe)}**`,
    '',
    remark(recipe),
    '',
    `\`\`\`${recipe.language}`,
    ...recipe.snippet(value).split('\n'),
    '```',
  ]);
}

const purposeWords: Record<Recipe['purpose'], string> = {
  'idle-timeout-client': 'how long it keeps the idle connections it opened',
  'idle-timeout-server': 'how long it keeps the idle connections it accepted',
  'idle-timeout-flow': 'how long it remembers an idle flow',
  'disable-keepalive': 'no keep-alive',
  retry: 'safe retry',
  'tcp-keepalive': 'TCP keep-alive probes',
  'response-timeout': 'how long it waits for a response',
  'request-limit': 'requests per connection',
  'print-current': 'what is in force now',
};

const sideWords = { server: ' towards its clients', client: ' towards its servers' } as const;

function heading({ title, purpose, side, setting }: Recipe): string {
  const towards = side === undefined || purpose.startsWith('idle-timeout') ? '' : sideWords[side];
  return `${title}: ${purposeWords[purpose]}${towards} (${setting})`;
}

function remark({ tested, notes = '' }: Recipe): string {
  return `${tested ? 'Tested.' : 'Not tested by this project.'} ${notes}`.trimEnd();
}
