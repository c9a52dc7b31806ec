/** `whyreset timeouts`: the catalogue, searched, and what to write to set something. */
import { facts, productById } from '../catalog/facts.ts';
import { products } from '../catalog/products.ts';
import type { Recipe } from '../catalog/recipe.ts';
import { recipesFor, recipesOf } from '../catalog/recipes.ts';
import { searchFacts } from '../catalog/search.ts';
import type { TimeoutFact } from '../catalog/timeout-fact.ts';
import { recipeData, recipeLines, recipeMarkdown } from '../report/recipes-text.ts';
import { factTable } from '../report/timeouts-markdown.ts';
import { factBlocks, factLines, productLines } from '../report/timeouts-text.ts';
import { UsageError } from './failure.ts';
import { type SetRequest, setFormOf } from './set-request.ts';
import { didYouMean } from './suggest.ts';
import { lineByLine, terminalColumns, useColor, writeOut } from './terminal.ts';
import type { TimeoutsOptions } from './timeouts-command.ts';

export async function timeouts(words: readonly string[], options: TimeoutsOptions): Promise<void> {
  const found = find(words, options);
  const lines =
    options.set === undefined ? factOutput(words, found, options) : recipeOutput(found, options.set, options);
  await writeOut(lineByLine(lines));
}

function find(words: readonly string[], { kind, value }: TimeoutsOptions): readonly TimeoutFact[] {
  const found = searchFacts({
    words,
    ...(kind !== undefined && { kind }),
    ...(value !== undefined && { value }),
  });
  if (found.length > 0) return found;
  const ids = products.map(({ id }) => id);
  const hint = words.length === 1 ? didYouMean(words[0] ?? '', ids) : '';
  throw new UsageError(`no timeout in the catalogue fits.${hint} "whyreset timeouts" lists all products.`);
}

function factOutput(
  words: readonly string[],
  found: readonly TimeoutFact[],
  options: TimeoutsOptions,
): string[] {
  if (options.json) return document(found, []);
  if (options.markdown) return factTable(found);
  const color = useColor(options);
  if (found.length === facts.length) return productLines(products, facts, color);
  const product = productById(onlyProduct(found) ?? '');
  if (product === undefined || words.length === 0) return factLines(found, color);
  return [...factBlocks(product, found, { width: terminalColumns(), color }), ...whatCanBeSet(product.id)];
}

function whatCanBeSet(product: string): string[] {
  const forms = new Set(recipesOf(product).flatMap(({ purpose }) => setFormOf(purpose) ?? []));
  return forms.size === 0
    ? []
    : ['', `To paste: whyreset timeouts ${product} --set ${[...forms].join(' | ')}`];
}

function recipeOutput(
  found: readonly TimeoutFact[],
  request: SetRequest,
  options: TimeoutsOptions,
): string[] {
  const product = productToSet(found);
  const recipes = request.purposes.flatMap((purpose) => recipesFor(product, purpose));
  if (recipes.length === 0)
    throw new UsageError(`there is no recipe for ${request.name} on ${product}.${otherForms(product)}`);
  const all: Recipe[] = [...recipes, ...recipesFor(product, 'print-current')];
  if (options.json) return document([], all, request.value);
  if (options.markdown) return recipeMarkdown(all, request.value);
  return recipeLines(all, request.value, { width: terminalColumns(), color: useColor(options) });
}

function otherForms(product: string): string {
  const [, line] = whatCanBeSet(product);
  return line === undefined ? '' : ` ${line}.`;
}

function productToSet(found: readonly TimeoutFact[]): string {
  const product = onlyProduct(found);
  if (product !== undefined) return product;
  const ids = [...new Set(found.map((fact) => fact.product))];
  throw new UsageError(
    `--set needs one product; these fit: ${ids.slice(0, 8).join(', ')}${ids.length > 8 ? ', ...' : ''}.`,
  );
}

function onlyProduct(found: readonly TimeoutFact[]): string | undefined {
  const [first] = found;
  return found.every(({ product }) => product === first?.product) ? first?.product : undefined;
}

/** Always both lists, so that a script needs one shape only. */
function document(found: readonly TimeoutFact[], recipes: readonly Recipe[], value = 0): string[] {
  const data = {
    schema: 'whyreset/timeouts/1',
    facts: found,
    recipes: recipes.map((recipe) => recipeData(recipe, value)),
  };
  return [JSON.stringify(data, null, 2)];
}
