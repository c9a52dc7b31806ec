/** Recipes for axios in Node.js: the Agent underneath decides about connections. */
import type { ProductRecipes } from '../recipe.ts';
import { milliseconds } from '../recipe-values.ts';

export const axiosRecipes: ProductRecipes = {
  product: 'axios',
  title: 'axios',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'httpAgent, httpsAgent',
      language: 'js',
      snippet: (valueS) => `const options = { keepAlive: true, timeout: ${milliseconds(valueS)} };
const client = axios.create({ httpAgent: new http.Agent(options), httpsAgent: new https.Agent(options) });`,
      tested: false,
      notes: 'Milliseconds. The timeout of axios itself is another thing: the whole request.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'httpAgent, httpsAgent',
      language: 'js',
      snippet: () => `const options = { keepAlive: false };
const client = axios.create({ httpAgent: new http.Agent(options), httpsAgent: new https.Agent(options) });`,
      tested: false,
    },
    {
      purpose: 'retry',
      setting: 'axios-retry',
      language: 'js',
      snippet: () => `import axiosRetry, { isIdempotentRequestError } from 'axios-retry';

axiosRetry(client, { retries: 1, retryCondition: isIdempotentRequestError });`,
      tested: false,
      notes:
        'Package axios-retry. Its default condition also repeats a POST that met a network error; this one does not.',
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'httpAgent keepAliveMsecs',
      language: 'js',
      snippet: (valueS) => `const options = { keepAlive: true, keepAliveMsecs: ${milliseconds(valueS)} };
const client = axios.create({ httpAgent: new http.Agent(options), httpsAgent: new https.Agent(options) });`,
      tested: false,
    },
    {
      purpose: 'response-timeout',
      setting: 'timeout',
      language: 'js',
      snippet: (valueS) => `const client = axios.create({ timeout: ${milliseconds(valueS)} });`,
      tested: false,
      notes: 'Milliseconds, for the whole request.',
    },
    {
      purpose: 'print-current',
      setting: 'defaults',
      language: 'js',
      snippet: () =>
        'console.log(client.defaults.timeout, client.defaults.httpAgent?.options, client.defaults.httpsAgent?.options);',
      tested: false,
    },
  ],
};
