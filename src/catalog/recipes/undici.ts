/** Recipes for undici and for fetch in Node.js, which runs on it. */
import type { ProductRecipes } from '../recipe.ts';
import { milliseconds } from '../recipe-values.ts';

export const undiciRecipes: ProductRecipes = {
  product: 'undici',
  title: 'undici (Node.js fetch)',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'Agent keepAliveTimeout',
      language: 'js',
      snippet: (valueS) => `import { Agent, setGlobalDispatcher } from 'undici';

setGlobalDispatcher(new Agent({ keepAliveTimeout: ${milliseconds(valueS)}, keepAliveMaxTimeout: ${milliseconds(valueS)} }));`,
      tested: true,
      notes:
        "Milliseconds. keepAliveMaxTimeout caps the server's Keep-Alive: timeout, which otherwise wins (less keepAliveTimeoutThreshold).",
    },
    {
      purpose: 'disable-keepalive',
      setting: 'Agent pipelining',
      language: 'js',
      snippet: () => `import { Agent, setGlobalDispatcher } from 'undici';

setGlobalDispatcher(new Agent({ pipelining: 0 }));`,
      tested: true,
    },
    {
      purpose: 'retry',
      setting: 'RetryAgent',
      language: 'js',
      snippet: () => `import { Agent, RetryAgent, setGlobalDispatcher } from 'undici';

setGlobalDispatcher(new RetryAgent(new Agent(), { maxRetries: 1, methods: ['GET', 'HEAD', 'OPTIONS'], statusCodes: [] }));`,
      tested: true,
      notes:
        'Since undici 6.7. Repeats on connection errors only; add PUT and DELETE where the server makes them idempotent.',
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'Agent connect.keepAliveInitialDelay',
      language: 'js',
      snippet: (valueS) => `import { Agent, setGlobalDispatcher } from 'undici';

setGlobalDispatcher(new Agent({ connect: { keepAlive: true, keepAliveInitialDelay: ${milliseconds(valueS)} } }));`,
      tested: true,
    },
    {
      purpose: 'response-timeout',
      setting: 'Agent headersTimeout',
      language: 'js',
      snippet: (valueS) => `import { Agent, setGlobalDispatcher } from 'undici';

setGlobalDispatcher(new Agent({ headersTimeout: ${milliseconds(valueS)}, bodyTimeout: ${milliseconds(valueS)} }));`,
      tested: true,
    },
  ],
};
