/** httpx, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const httpx: Product = {
  id: 'httpx',
  title: 'httpx',
  category: 'http-client',
  vendor: 'encode',
  facts: [
    {
      id: 'httpx.client.keepalive_expiry',
      role: 'client',
      setting: 'Limits(keepalive_expiry=)',
      kind: 'idle-keepalive',
      defaultS: 5,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'httpx.Client(limits=httpx.Limits(keepalive_expiry=4))', file: 'client code' },
      source: 'https://www.python-httpx.org/advanced/resource-limits/',
      notes:
        'Equal to the 5 s default of Node.js, uvicorn, hypercorn and Apache httpd: a coin-toss race. As of httpx 0.28.1.',
    },
    {
      id: 'httpx.client.timeout.read',
      role: 'client',
      setting: 'Timeout(5.0)',
      kind: 'response-read',
      defaultS: 5,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'httpx.Client(timeout=httpx.Timeout(5.0, read=30.0))', file: 'client code' },
      source: 'https://www.python-httpx.org/advanced/timeouts/',
      notes: 'connect/read/write/pool all 5 s.',
    },
    {
      id: 'httpx.client.timeout.connect',
      role: 'client',
      setting: 'Timeout(connect=)',
      kind: 'connect',
      defaultS: 5,
      howToSet: { syntax: 'httpx.Client(timeout=httpx.Timeout(5.0, connect=5.0))', file: 'client code' },
      source: 'https://www.python-httpx.org/advanced/timeouts/',
    },
    {
      id: 'httpcore.client.keepalive_expiry',
      title: 'httpcore',
      role: 'client',
      setting: 'ConnectionPool(keepalive_expiry=)',
      kind: 'idle-keepalive',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'httpcore.ConnectionPool(keepalive_expiry=4)', file: 'client code' },
      source: 'https://github.com/encode/httpcore/blob/master/httpcore/_sync/connection_pool.py',
      notes: 'None = no expiry (httpcore 1.0.9).',
    },
  ],
};
