/** MuleSoft Flex Gateway, API gateway. */
import type { Product } from '../timeout-fact.ts';

export const mulesoftFlex: Product = {
  id: 'mulesoft-flex',
  title: 'MuleSoft Flex Gateway',
  category: 'api-gateway',
  vendor: 'Salesforce',
  facts: [
    {
      id: 'mulesoft_flex.client.upstream_idle',
      role: 'client',
      setting: 'FLEX_UPSTREAM_CONNECTION_IDLE_TIMEOUT_SECONDS',
      kind: 'idle-keepalive',
      defaultS: 60,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'FLEX_UPSTREAM_CONNECTION_IDLE_TIMEOUT_SECONDS=4', file: 'environment' },
      source: 'https://docs.mulesoft.com/gateway/latest/flex-conn-timeout',
    },
    {
      id: 'mulesoft_flex.stream_idle',
      role: 'server',
      setting: 'FLEX_STREAM_IDLE_TIMEOUT_SECONDS',
      kind: 'stream-idle',
      defaultS: 300,
      onExpiry: '504',
      basis: 'inferred',
      howToSet: { syntax: 'FLEX_STREAM_IDLE_TIMEOUT_SECONDS=300', file: 'environment' },
      source: 'https://docs.mulesoft.com/gateway/latest/flex-conn-timeout',
    },
    {
      id: 'mulesoft_flex.client.response',
      role: 'client',
      setting: 'FLEX_UPSTREAM_RESPONSE_TIMEOUT_SECONDS',
      kind: 'response-read',
      defaultS: 15,
      onExpiry: '504',
      basis: 'documented',
      howToSet: { syntax: 'FLEX_UPSTREAM_RESPONSE_TIMEOUT_SECONDS=30', file: 'environment' },
      source: 'https://docs.mulesoft.com/gateway/latest/flex-conn-timeout',
    },
  ],
};
