/** Azure Front Door, content delivery network. */
import type { Product } from '../timeout-fact.ts';

export const azureFrontDoor: Product = {
  id: 'azure-front-door',
  title: 'Azure Front Door',
  category: 'cdn',
  vendor: 'Microsoft',
  facts: [
    {
      id: 'azure_frontdoor.client.origin_response',
      role: 'client',
      setting: 'originResponseTimeoutSeconds',
      kind: 'response-read',
      defaultS: 60,
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax: 'az afd profile update -g rg --profile-name fd --origin-response-timeout-seconds 60',
        file: 'profile',
      },
      source: 'https://learn.microsoft.com/en-us/azure/frontdoor/troubleshoot-issues',
      notes:
        "Sources disagree: Microsoft's troubleshooting page says 30 s (16 to 240), other sources 60 s. Error: 503 or 504, OriginTimeout.",
      disputed: true,
      secondarySource: true,
    },
    {
      id: 'azure_frontdoor.client.origin_keepalive',
      role: 'client',
      setting: '(fixed) origin keep-alive',
      kind: 'idle-keepalive',
      defaultS: 90,
      onExpiry: 'fin',
      basis: 'inferred',
      source: 'https://learn.microsoft.com/en-us/azure/frontdoor/origin',
      notes: 'Not configurable: the keep-alive of the origin must be longer than 90 s.',
      unverified: true,
    },
  ],
};
