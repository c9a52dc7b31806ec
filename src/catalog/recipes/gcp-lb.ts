/** Recipes for Google Cloud Application Load Balancers, with gcloud. */
import type { ProductRecipes } from '../recipe.ts';
import { wholeSecondsUp } from '../recipe-values.ts';

export const gcpLbRecipes: ProductRecipes = {
  product: 'gcp-lb',
  title: 'Google Cloud Load Balancing',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      side: 'server',
      setting: 'httpKeepAliveTimeoutSec',
      language: 'sh',
      snippet: (valueS) =>
        `gcloud compute target-https-proxies update "$PROXY" --global --http-keep-alive-timeout-sec=${wholeSecondsUp(valueS)}`,
      tested: false,
      notes:
        '5 to 1200 s, towards clients. Towards backends it is 600 s and cannot be changed: give the backends a longer keep-alive, for example 620 s.',
    },
    {
      purpose: 'response-timeout',
      side: 'client',
      setting: 'backendService.timeoutSec',
      language: 'sh',
      snippet: (valueS) =>
        `gcloud compute backend-services update "$BACKEND" --global --timeout=${wholeSecondsUp(valueS)}s`,
      tested: false,
    },
    {
      purpose: 'print-current',
      setting: 'gcloud compute target-https-proxies describe',
      language: 'sh',
      snippet:
        () => `gcloud compute target-https-proxies describe "$PROXY" --global --format="value(httpKeepAliveTimeoutSec)"
gcloud compute backend-services describe "$BACKEND" --global --format="value(timeoutSec)"`,
      tested: false,
    },
  ],
};
