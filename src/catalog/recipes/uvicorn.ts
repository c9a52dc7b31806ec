/** Recipes for uvicorn, on its command line. */
import type { ProductRecipes } from '../recipe.ts';
import { wholeSecondsUp } from '../recipe-values.ts';

export const uvicornRecipes: ProductRecipes = {
  product: 'uvicorn',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      setting: '--timeout-keep-alive',
      language: 'sh',
      snippet: (valueS) => `uvicorn app:app --timeout-keep-alive ${wholeSecondsUp(valueS)}`,
      tested: false,
      notes: 'Whole seconds; timeout_keep_alive in uvicorn.run().',
    },
    {
      purpose: 'disable-keepalive',
      setting: '--header connection:close',
      language: 'sh',
      snippet: () => 'uvicorn app:app --header connection:close',
      tested: false,
    },
    {
      purpose: 'print-current',
      setting: 'command line',
      language: 'sh',
      snippet: () => 'pgrep -af uvicorn',
      tested: false,
      notes: 'Without --timeout-keep-alive it is 5 s.',
    },
  ],
};
