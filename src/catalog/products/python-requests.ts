/** Python requests (urllib3), HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const pythonRequests: Product = {
  id: 'python-requests',
  title: 'Python requests (urllib3)',
  category: 'http-client',
  vendor: 'urllib3, PSF',
  facts: [
    {
      id: 'urllib3.client.idle',
      role: 'client',
      setting: 'PoolManager / HTTPConnectionPool',
      kind: 'idle-keepalive',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      source: 'https://urllib3.readthedocs.io/en/stable/reference/urllib3.connectionpool.html',
      notes:
        'Not configurable: pooled sockets are reused whatever their age; a socket already seen closed is dropped at checkout (urllib3 2.8.0). Retry idempotent requests with Retry.',
    },
    {
      id: 'requests.client.timeout',
      role: 'client',
      setting: 'timeout=',
      kind: 'response-read',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'requests.get(url, timeout=(3.05, 27))', file: 'client code' },
      source: 'https://requests.readthedocs.io/en/latest/user/advanced/#timeouts',
      notes: 'timeout=None by default (requests 2.34.2): waits for ever on a silently dropped connection.',
    },
  ],
};
