/** Ruby Net::HTTP, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const ruby: Product = {
  id: 'ruby',
  title: 'Ruby Net::HTTP',
  category: 'http-client',
  vendor: 'Ruby',
  facts: [
    {
      id: 'net_http.keep_alive_timeout',
      role: 'client',
      setting: 'Net::HTTP#keep_alive_timeout',
      kind: 'idle-keepalive',
      defaultS: 2,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'http.keep_alive_timeout = 2', file: 'client code' },
      source: 'https://rubydoc.info/stdlib/net/Net%2FHTTP:keep_alive_timeout',
      notes: 'Reconnects if idle longer: safe against every server here except gunicorn (2 s).',
    },
    {
      id: 'net_http.open_timeout',
      role: 'client',
      setting: 'Net::HTTP#open_timeout',
      kind: 'connect',
      defaultS: 60,
      howToSet: { syntax: 'http.open_timeout = 5', file: 'client code' },
      source: 'https://rubydoc.info/stdlib/net/Net%2FHTTP:open_timeout',
      unverified: true,
    },
    {
      id: 'net_http.read_timeout',
      role: 'client',
      setting: 'Net::HTTP#read_timeout',
      kind: 'response-read',
      defaultS: 60,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'http.read_timeout = 30', file: 'client code' },
      source: 'https://rubydoc.info/stdlib/net/Net%2FHTTP:read_timeout',
      notes: 'Idempotent requests are retried once (max_retries 1).',
      unverified: true,
    },
  ],
};
