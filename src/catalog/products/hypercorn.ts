/** hypercorn, application server. */
import type { Product } from '../timeout-fact.ts';

export const hypercorn: Product = {
  id: 'hypercorn',
  title: 'hypercorn',
  category: 'app-server',
  vendor: 'pgjones',
  facts: [
    {
      id: 'hypercorn.server.keep_alive_timeout',
      role: 'server',
      setting: 'keep_alive_timeout',
      kind: 'idle-keepalive',
      defaultS: 5,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'keep_alive_timeout = 75', file: 'hypercorn.toml' },
      source:
        'https://github.com/pgjones/hypercorn/blob/058e84f5cb418fca40cabc991d40c87dfc44a39e/src/hypercorn/config.py',
    },
    {
      id: 'hypercorn.server.read_timeout',
      role: 'server',
      setting: 'read_timeout',
      kind: 'request-header',
      defaultS: null,
      noDefault: 'unlimited',
      howToSet: { syntax: 'read_timeout = 30', file: 'hypercorn.toml' },
      source:
        'https://github.com/pgjones/hypercorn/blob/058e84f5cb418fca40cabc991d40c87dfc44a39e/src/hypercorn/config.py',
      notes: 'None by default.',
    },
    {
      id: 'hypercorn.server.ssl_handshake_timeout',
      role: 'server',
      setting: 'ssl_handshake_timeout',
      kind: 'connect',
      defaultS: 60,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'ssl_handshake_timeout = 60', file: 'hypercorn.toml' },
      source:
        'https://github.com/pgjones/hypercorn/blob/058e84f5cb418fca40cabc991d40c87dfc44a39e/src/hypercorn/config.py',
    },
    {
      id: 'hypercorn.server.graceful_timeout',
      role: 'server',
      setting: 'graceful_timeout',
      kind: 'connection-age',
      defaultS: 3,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'graceful_timeout = 3', file: 'hypercorn.toml' },
      source:
        'https://github.com/pgjones/hypercorn/blob/058e84f5cb418fca40cabc991d40c87dfc44a39e/src/hypercorn/config.py',
      notes: 'Shutdown only.',
    },
  ],
};
