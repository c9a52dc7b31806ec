/** Fly.io proxy, load balancer. */
import type { Product } from '../timeout-fact.ts';

export const flyIo: Product = {
  id: 'fly-io',
  title: 'Fly.io proxy',
  category: 'load-balancer',
  vendor: 'Fly.io',
  facts: [
    {
      id: 'flyio.idle',
      role: 'middlebox',
      setting: 'http_options.idle_timeout / (fixed)',
      kind: 'stream-idle',
      defaultS: 60,
      howToSet: {
        syntax: `[http_service.http_options]
  idle_timeout = 60`,
        file: 'fly.toml',
      },
      source: 'https://github.com/0ptim/JellyChat/issues/47',
      notes: 'The request ends with HTTP 500 or a close.',
      secondarySource: true,
    },
  ],
};
