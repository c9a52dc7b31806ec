/** http.rb, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const httpRb: Product = {
  id: 'http-rb',
  title: 'http.rb',
  category: 'http-client',
  vendor: 'httprb',
  facts: [
    {
      id: 'httprb.keep_alive_timeout',
      role: 'client',
      setting: 'HTTP.persistent(host, timeout:)',
      kind: 'idle-keepalive',
      defaultS: 5,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: "HTTP.persistent('https://api', timeout: 4)", file: 'client code' },
      source: 'https://github.com/httprb/http/issues/404',
      notes: "Chosen to match Apache 2.2's default; configurable since 2.2.2.",
      secondarySource: true,
    },
  ],
};
