/** Faraday, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const faraday: Product = {
  id: 'faraday',
  title: 'Faraday',
  category: 'http-client',
  vendor: 'lostisland',
  facts: [
    {
      id: 'faraday.net_http',
      role: 'client',
      setting: '(adapter) net_http',
      kind: 'idle-keepalive',
      defaultS: 2,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'Faraday.new { |f| f.adapter :net_http_persistent }', file: 'client code' },
      source: 'https://lostisland.github.io/faraday/',
      notes:
        'No timeout of its own: net_http opens a connection per request; the persistent adapter has 5 s.',
      unverified: true,
    },
  ],
};
