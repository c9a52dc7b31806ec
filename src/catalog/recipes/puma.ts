/** Recipes for Puma: config/puma.rb. */
import type { ProductRecipes } from '../recipe.ts';
import { wholeSecondsUp } from '../recipe-values.ts';

export const pumaRecipes: ProductRecipes = {
  product: 'puma',
  title: 'Puma',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      setting: 'persistent_timeout',
      language: 'ruby',
      snippet: (valueS) => `persistent_timeout ${wholeSecondsUp(valueS)}`,
      tested: true,
    },
    {
      purpose: 'disable-keepalive',
      setting: 'enable_keep_alives',
      language: 'ruby',
      snippet: () => 'enable_keep_alives false',
      tested: false,
      notes: 'Since 6.5.',
    },
    {
      purpose: 'print-current',
      setting: 'configuration',
      language: 'sh',
      snippet: () =>
        "grep -nE 'persistent_timeout|first_data_timeout|enable_keep_alives' config/puma.rb; env | grep PUMA_PERSISTENT_TIMEOUT",
      tested: true,
      notes: 'Without a line, 20 s in Puma 6 and 65 s in Puma 7.',
    },
  ],
};
