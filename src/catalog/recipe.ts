/** How to set one thing on one product: text to paste, with the value filled in. */

export const purposes = [
  'idle-timeout-client',
  'idle-timeout-server',
  'idle-timeout-flow',
  'disable-keepalive',
  'retry',
  'tcp-keepalive',
  'response-timeout',
  'request-limit',
  'print-current',
] as const;

/**
 * `idle-timeout-client`: how long the product keeps the idle connections that it opened. `idle-timeout-server`: those
 * that it accepted. `idle-timeout-flow`: how long a box that forwards packets remembers a silent flow.
 */
export type Purpose = (typeof purposes)[number];

/** The side of the product that a recipe changes, where it has two: its clients, or its upstream. */
export type RecipeSide = 'server' | 'client';

export interface Recipe {
  product: string;
  title: string;
  purpose: Purpose;
  side?: RecipeSide;
  /** The exact name of the setting. */
  setting: string;
  /** What the snippet is written in, as a fenced code block names it. */
  language: string;
  /**
   * The text to paste. `value` is seconds, or a number of requests for `request-limit`; it is ignored where the purpose
   * takes none. Rounded to what the setting can hold: down for a client, which must give up first, up for a server.
   */
  snippet(value: number): string;
  /** A test of this project runs the snippet and sees it take effect. */
  tested: boolean;
  notes?: string;
}

/** A recipe as written in recipes/: what is common to a product is written once. */
export type ProductRecipe = Omit<Recipe, 'product' | 'title'>;

export interface ProductRecipes {
  product: string;
  /** As products/ has it: without the product's facts, recipes are small enough for a report that is mailed. */
  title: string;
  recipes: readonly ProductRecipe[];
}
