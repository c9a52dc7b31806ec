/** Next.js, application server. */
import type { Product } from '../timeout-fact.ts';

export const nextjs: Product = {
  id: 'nextjs',
  title: 'Next.js',
  category: 'app-server',
  vendor: 'Vercel',
  facts: [
    {
      id: 'nextjs.server.keepAliveTimeout',
      role: 'server',
      setting: 'next start --keepAliveTimeout',
      kind: 'idle-keepalive',
      defaultS: 5,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'next start --keepAliveTimeout 70000', file: 'package.json (scripts.start)' },
      source: 'https://nextjs.org/docs/app/api-reference/cli/next',
      notes:
        "The option is in milliseconds (next 16.4.6); unset = Node's default. Standalone output reads the environment variable KEEP_ALIVE_TIMEOUT.",
      onWireS: 6,
    },
  ],
};
