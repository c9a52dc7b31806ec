/** Recipes for an HTTP server on Node.js (Express, Fastify and Next.js sit on the same http.Server). */
import type { ProductRecipes } from '../recipe.ts';
import { count, milliseconds } from '../recipe-values.ts';

export const nodeRecipes: ProductRecipes = {
  product: 'node',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      setting: 'server.keepAliveTimeout',
      language: 'js',
      snippet: (valueS) => `server.keepAliveTimeout = ${milliseconds(valueS)};
server.headersTimeout = ${milliseconds(valueS) + 1000};`,
      tested: false,
      notes:
        'Milliseconds. The socket closes about 1 s later. headersTimeout must be the longer one up to Node 18, which counts it from the start of the connection.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'server.maxRequestsPerSocket',
      language: 'js',
      snippet: () => 'server.maxRequestsPerSocket = 1;',
      tested: false,
      notes: 'Since 16.10. keepAliveTimeout = 0 does the opposite: connections are then kept for ever.',
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'http.createServer({ keepAlive, keepAliveInitialDelay })',
      language: 'js',
      snippet: (valueS) =>
        `const server = http.createServer({ keepAlive: true, keepAliveInitialDelay: ${milliseconds(valueS)} }, app);`,
      tested: false,
      notes: 'Since 16.17 and 18.7.',
    },
    {
      purpose: 'request-limit',
      setting: 'server.maxRequestsPerSocket',
      language: 'js',
      snippet: (value) => `server.maxRequestsPerSocket = ${count(value)};`,
      tested: false,
    },
    {
      purpose: 'print-current',
      setting: 'server.keepAliveTimeout',
      language: 'js',
      snippet: () =>
        'console.log(server.keepAliveTimeout, server.headersTimeout, server.requestTimeout, server.maxRequestsPerSocket);',
      tested: false,
    },
  ],
};
