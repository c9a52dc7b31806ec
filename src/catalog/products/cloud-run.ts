/** Google Cloud Run, load balancer. */
import type { Product } from '../timeout-fact.ts';

export const cloudRun: Product = {
  id: 'cloud-run',
  title: 'Google Cloud Run',
  category: 'load-balancer',
  vendor: 'Google',
  facts: [
    {
      id: 'cloudrun.request_timeout',
      role: 'server',
      setting: 'timeoutSeconds',
      kind: 'response-read',
      defaultS: 300,
      onExpiry: '504',
      basis: 'documented',
      howToSet: { syntax: 'gcloud run services update app --timeout=300', file: 'service' },
      source: 'https://cloud.google.com/run/docs/configuring/request-timeout',
      notes:
        'At most 60 minutes; the connection is closed, 504 returned, the container keeps running. WebSockets are cut at the same limit.',
    },
  ],
};
