/** Express, application server. */
import type { Product } from '../timeout-fact.ts';

export const express: Product = {
  id: 'express',
  title: 'Express',
  category: 'app-server',
  vendor: 'OpenJS',
  facts: [
    {
      id: 'express.server.keepAliveTimeout',
      role: 'server',
      setting: 'app.listen(...).keepAliveTimeout',
      kind: 'idle-keepalive',
      defaultS: 5,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'const s = app.listen(3000); s.keepAliveTimeout = 65_000; s.headersTimeout = 66_000;',
        file: 'server code',
      },
      source: 'https://expressjs.com/en/api.html#app.listen',
      notes:
        'Express sets nothing itself: app.listen returns a Node http.Server, so all Node defaults apply (5 s, 65 s on Node >= 27).',
      unverified: true,
      onWireS: 6,
    },
  ],
};
