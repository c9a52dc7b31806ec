/** Every timeout fact of the catalogue, products in the order of products.ts. */
import { products } from './products.ts';
import type { Product, TimeoutFact } from './timeout-fact.ts';

export const facts: readonly TimeoutFact[] = products.flatMap(factsOf);

function factsOf({ id, title, facts: own }: Product): TimeoutFact[] {
  return own.map((fact) => ({ title, ...fact, product: id }));
}

const productsById: ReadonlyMap<string, Product> = new Map(products.map((product) => [product.id, product]));

export function productById(id: string): Product | undefined {
  return productsById.get(id);
}
