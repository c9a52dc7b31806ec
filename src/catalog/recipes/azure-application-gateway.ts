/** Recipes for Azure Application Gateway, with the Azure command line. */
import type { ProductRecipes } from '../recipe.ts';
import { wholeSecondsUp } from '../recipe-values.ts';

export const azureApplicationGatewayRecipes: ProductRecipes = {
  product: 'azure-application-gateway',
  title: 'Azure Application Gateway',
  recipes: [
    {
      purpose: 'response-timeout',
      side: 'client',
      setting: 'backendHttpSettings.requestTimeout',
      language: 'sh',
      snippet: (valueS) =>
        `az network application-gateway http-settings update -g "$GROUP" --gateway-name "$GATEWAY" -n "$SETTINGS" --timeout ${wholeSecondsUp(valueS)}`,
      tested: false,
      notes: 'The keep-alive timeouts of the gateway itself cannot be changed.',
    },
    {
      purpose: 'print-current',
      setting: 'az network application-gateway http-settings show',
      language: 'sh',
      snippet: () =>
        'az network application-gateway http-settings show -g "$GROUP" --gateway-name "$GATEWAY" -n "$SETTINGS" --query requestTimeout',
      tested: false,
    },
  ],
};
