/** Recipes for an HTTP server on Node.js (Express, Fastify and Next.js sit on the same http.Server). */
import type { ProductRecipes } from '../recipe.ts';
import { count, milliseconds } from '../recipe-values.ts';

export const nodeRecipes: ProductRecipes = {
  product: 'node',
  title: 'Node.js',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      setting: 'server.keepAliveTimeout',
      language: 'js',
      snippet: (valueS) => `server.keepAliveTimeout = ${milliseconds(valueS)};
server.headersTimeout = ${milliseconds(valueS) + 1000};`,
      tested: true,
      notes:
        'Milliseconds. The socket closes about 1 s later. headersTimeout must be the longer one up to Node 18, which counts it from the start of the connection.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'Connection: close',
      language: 'js',
      snippet: () =>
        "server.prependListener('request', (request, response) => response.setHeader('Connection', 'close'));",
      tested: true,
      notes: 'keepAliveTimeout = 0 does the opposite: connections are then kept for ever.',
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'http.createServer({ keepAlive, keepAliveInitialDelay })',
      language: 'js',
      snippet: (valueS) =>
        `const server = http.createServer({ keepAlive: true, keepAliveInitialDelay: ${milliseconds(valueS)} }, app);`,
      tested: true,
      notes: 'Since 16.17 and 18.7.',
    },
    {
      purpose: 'request-limit',
      setting: 'server.maxRequestsPerSocket',
      language: 'js',
      snippet: (value) => `server.maxRequestsPerSocket = ${count(value)};`,
      tested: true,
      notes:
        'Since 16.10. The last response says Connection: close, but the server waits for the client to close: one that goes on gets 503.',
    },
    {
      purpose: 'print-current',
      setting: 'server.keepAliveTimeout',
      language: 'js',
      snippet: () =>
        'console.log(server.keepAliveTimeout, server.headersTimeout, server.requestTimeout, server.maxRequestsPerSocket);',
      tested: true,
    },
  ],
};
