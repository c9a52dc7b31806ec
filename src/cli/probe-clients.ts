/** `probe --client`: what to write for each client. Not parsed with the other options: the recipes need not be loaded for those. */
import type { Recipe } from '../catalog/recipe.ts';
import { productsWithRecipes, recipesFor } from '../catalog/recipes.ts';
import { UsageError } from './failure.ts';
import { didYouMean } from './suggest.ts';

const clientProducts = productsWithRecipes.filter((id) => recipesFor(id, 'idle-timeout-client').length > 0);

/** "dotnet,java,go": products of the catalogue, or the first word of their names. */
export function recipesOfClients(text: string | undefined): Recipe[] {
  const words = text?.split(',').map((part) => part.trim().toLowerCase()) ?? [];
  return words.flatMap(productsNamed).flatMap((id) => recipesFor(id, 'idle-timeout-client'));
}

function productsNamed(word: string): string[] {
  if (clientProducts.includes(word)) return [word];
  const found = clientProducts.filter((id) => id.startsWith(`${word}-`) && word !== '');
  if (found.length > 0) return found;
  const hint = didYouMean(word, clientProducts);
  throw new UsageError(
    `--client: there is no recipe for the client "${word.slice(0, 40)}".${hint} Known: ${clientProducts.join(', ')}.`,
  );
}
