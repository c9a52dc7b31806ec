/** Recipes for Azure Load Balancer, with the Azure command line. */
import type { ProductRecipes } from '../recipe.ts';
import { wholeMinutesUp } from '../recipe-values.ts';

export const azureLbRecipes: ProductRecipes = {
  product: 'azure-lb',
  title: 'Azure Load Balancer',
  recipes: [
    {
      purpose: 'idle-timeout-flow',
      setting: 'idleTimeoutInMinutes',
      language: 'sh',
      snippet: (valueS) =>
        `az network lb rule update -g "$GROUP" --lb-name "$LB" -n "$RULE" --idle-timeout ${wholeMinutesUp(valueS)} --enable-tcp-reset true`,
      tested: false,
      notes:
        'Whole minutes, 4 to 100. TCP reset makes the expiry visible to both ends; without it the flow is dropped silently.',
    },
    {
      purpose: 'print-current',
      setting: 'az network lb rule show',
      language: 'sh',
      snippet: () =>
        'az network lb rule show -g "$GROUP" --lb-name "$LB" -n "$RULE" --query "{idleTimeoutInMinutes:idleTimeoutInMinutes,enableTcpReset:enableTcpReset}"',
      tested: false,
    },
  ],
};
