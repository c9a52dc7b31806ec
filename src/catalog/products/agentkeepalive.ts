/** agentkeepalive, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const agentkeepalive: Product = {
  id: 'agentkeepalive',
  title: 'agentkeepalive',
  category: 'http-client',
  vendor: 'node-modules',
  facts: [
    {
      id: 'agentkeepalive.freeSocketTimeout',
      role: 'client',
      setting: 'freeSocketTimeout',
      kind: 'idle-keepalive',
      defaultS: 4,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: "new (require('agentkeepalive'))({ freeSocketTimeout: 4_000 })",
        file: 'client code',
      },
      source: 'https://github.com/node-modules/agentkeepalive/blob/master/lib/agent.js',
      notes:
        '1 s below the classic default of Node.js servers. timeout = max(2 x freeSocketTimeout, 8 s). As of agentkeepalive 4.6.0.',
    },
    {
      id: 'agentkeepalive.timeout',
      role: 'client',
      setting: 'timeout',
      kind: 'response-read',
      defaultS: 8,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: "new (require('agentkeepalive'))({ timeout: 60_000 })", file: 'client code' },
      source: 'https://github.com/node-modules/agentkeepalive/blob/master/lib/agent.js',
      notes: 'Working-socket inactivity: max(2*freeSocketTimeout, 8000 ms).',
    },
  ],
};
