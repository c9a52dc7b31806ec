/** Recipes for uvicorn, on its command line. */
import type { ProductRecipes } from '../recipe.ts';
import { wholeSecondsUp } from '../recipe-values.ts';

export const uvicornRecipes: ProductRecipes = {
  product: 'uvicorn',
  title: 'uvicorn',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      setting: '--timeout-keep-alive',
      language: 'sh',
      snippet: (valueS) => `uvicorn app:app --timeout-keep-alive ${wholeSecondsUp(valueS)}`,
      tested: true,
      notes: 'Whole seconds; timeout_keep_alive in uvicorn.run().',
    },
    {
      purpose: 'disable-keepalive',
      setting: '--header connection:close',
      language: 'sh',
      snippet: () => 'uvicorn app:app --header connection:close',
      tested: true,
    },
    {
      purpose: 'print-current',
      setting: 'command line',
      language: 'sh',
      snippet: () => 'pgrep -af uvicorn',
      tested: true,
      notes: 'Without --timeout-keep-alive it is 5 s.',
    },
  ],
};
