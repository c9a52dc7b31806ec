/** Unicorn, application server. */
import type { Product } from '../timeout-fact.ts';

export const unicorn: Product = {
  id: 'unicorn',
  title: 'Unicorn',
  category: 'app-server',
  vendor: 'Unicorn',
  facts: [
    {
      id: 'unicorn.server.timeout',
      role: 'server',
      setting: 'timeout',
      kind: 'response-read',
      defaultS: 60,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: { syntax: 'timeout 60', file: 'config/unicorn.rb' },
      source: 'https://yhbt.net/unicorn/Unicorn/Configurator.html',
      notes: 'Then SIGKILL of the worker: the peer sees an abrupt close.',
      unverified: true,
    },
    {
      id: 'unicorn.server.keepalive',
      role: 'server',
      setting: '(none)',
      kind: 'idle-keepalive',
      defaultS: 0,
      defaultValue: 'Connection: close',
      onExpiry: 'fin',
      basis: 'inferred',
      source: 'https://yhbt.net/unicorn/PHILOSOPHY.html',
      notes: 'No keep-alive by design: closes after each response; put nginx in front.',
      unverified: true,
    },
  ],
};
