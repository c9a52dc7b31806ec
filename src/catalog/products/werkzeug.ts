/** Flask/Werkzeug development server, application server. */
import type { Product } from '../timeout-fact.ts';

export const werkzeug: Product = {
  id: 'werkzeug',
  title: 'Flask/Werkzeug development server',
  category: 'app-server',
  vendor: 'Pallets',
  facts: [
    {
      id: 'werkzeug.server.keepalive',
      role: 'server',
      setting: '(none)',
      kind: 'idle-keepalive',
      defaultS: 0,
      defaultValue: 'Connection: close',
      onExpiry: 'fin',
      basis: 'documented',
      source: 'https://github.com/pallets/werkzeug/blob/main/src/werkzeug/serving.py',
      notes: 'Development only, not configurable: werkzeug 3.1.9 always sends Connection: close.',
    },
  ],
};
