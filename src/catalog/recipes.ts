/** Recipes by product and purpose. */
import { productById } from './facts.ts';
import type { ProductRecipes, Purpose, Recipe } from './recipe.ts';
import { nginxRecipes } from './recipes/nginx.ts';

const byProduct: ReadonlyMap<string, ProductRecipes> = new Map(
  [nginxRecipes].map((list) => [list.product, list]),
);

/** How to do that on this product; empty where it cannot be done or is not known. */
export function recipesFor(product: string, purpose: Purpose): readonly Recipe[] {
  return recipesOf(product).filter((recipe) => recipe.purpose === purpose);
}

export function recipesOf(product: string): readonly Recipe[] {
  const title = productById(product)?.title ?? product;
  return (byProduct.get(product)?.recipes ?? []).map((recipe) => ({ product, title, ...recipe }));
}

/** Every product that has recipes. */
export const productsWithRecipes: readonly string[] = [...byProduct.keys()];
