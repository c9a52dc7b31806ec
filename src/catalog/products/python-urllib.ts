/** Python urllib, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const pythonUrllib: Product = {
  id: 'python-urllib',
  title: 'Python urllib',
  category: 'http-client',
  vendor: 'Python',
  facts: [
    {
      id: 'python_urllib.client.connection_close',
      role: 'client',
      setting: '(none)',
      kind: 'idle-keepalive',
      defaultS: 0,
      defaultValue: 'Connection: close',
      onExpiry: 'fin',
      basis: 'documented',
      source: 'https://docs.python.org/3/library/urllib.request.html',
      notes:
        'Not configurable. urllib.request asks for the close with every request, so it never meets the race.',
    },
  ],
};
