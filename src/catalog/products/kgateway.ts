/** kgateway, API gateway. */
import type { Product } from '../timeout-fact.ts';

export const kgateway: Product = {
  id: 'kgateway',
  title: 'kgateway',
  category: 'api-gateway',
  vendor: 'CNCF',
  facts: [
    {
      id: 'kgateway.stream_idle',
      role: 'server',
      setting: 'TrafficPolicy timeouts.streamIdle',
      kind: 'stream-idle',
      defaultS: 300,
      onExpiry: '408',
      basis: 'documented',
      howToSet: {
        syntax: `spec:
  timeouts:
    streamIdle: 600s`,
        file: 'TrafficPolicy',
      },
      source: 'https://kgateway.dev/docs/main/resiliency/timeouts/idle-stream',
      notes: 'The response on expiry is 408 (documented).',
    },
  ],
};
