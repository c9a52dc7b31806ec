/** Azure Application Gateway, load balancer. */
import type { Product } from '../timeout-fact.ts';

export const azureApplicationGateway: Product = {
  id: 'azure-application-gateway',
  title: 'Azure Application Gateway',
  category: 'load-balancer',
  vendor: 'Microsoft',
  facts: [
    {
      id: 'azure_appgw.server.keepalive',
      role: 'server',
      setting: '(fixed) Keep-Alive timeout',
      kind: 'idle-keepalive',
      defaultS: 75,
      onExpiry: 'fin',
      basis: 'inferred',
      source: 'https://learn.microsoft.com/en-us/azure/application-gateway/application-gateway-faq',
      notes: 'Not configurable: 75 s on v2, 120 s on v1.',
    },
    {
      id: 'azure_appgw.server.keepalive.v1',
      title: 'Azure Application Gateway v1',
      role: 'server',
      setting: '(fixed) Keep-Alive timeout',
      kind: 'idle-keepalive',
      defaultS: 120,
      onExpiry: 'fin',
      basis: 'inferred',
      source: 'https://learn.microsoft.com/en-us/azure/application-gateway/application-gateway-faq',
      notes: 'Not configurable.',
    },
    {
      id: 'azure_appgw.server.tcp_idle',
      role: 'middlebox',
      setting: 'frontend IP idle timeout',
      kind: 'flow-idle',
      defaultS: 240,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: { syntax: 'az network public-ip update -g rg -n pip --idle-timeout 4', file: 'public IP' },
      source: 'https://learn.microsoft.com/en-us/azure/application-gateway/application-gateway-faq',
      notes: 'On the frontend address.',
    },
    {
      id: 'azure_appgw.client.request_timeout',
      role: 'client',
      setting: 'backendHttpSettings.requestTimeout',
      kind: 'response-read',
      defaultS: 20,
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax:
          'az network application-gateway http-settings update -g rg --gateway-name gw -n s --timeout 60',
        file: 'backend HTTP settings',
      },
      source: 'https://learn.microsoft.com/en-us/azure/application-gateway/configuration-http-settings',
      notes: '1 to 86400 s. Sources disagree: 20 s in the portal, 30 s in the PowerShell cmdlet.',
      disputed: true,
      unverified: true,
    },
  ],
};
