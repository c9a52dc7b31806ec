/** Azure App Service, load balancer. */
import type { Product } from '../timeout-fact.ts';

export const azureAppService: Product = {
  id: 'azure-app-service',
  title: 'Azure App Service',
  category: 'load-balancer',
  vendor: 'Microsoft',
  facts: [
    {
      id: 'azure_appservice.request',
      role: 'middlebox',
      setting: '(fixed) front-end request idle',
      kind: 'response-read',
      defaultS: 230,
      onExpiry: '504',
      basis: 'inferred',
      source: 'https://openillumi.com/?p=79032',
      notes: 'Not configurable, fixed at the platform load balancer: answer early or send data.',
      secondarySource: true,
    },
  ],
};
