/** Recipes for http and https requests in Node.js: the Agent. */
import type { ProductRecipes } from '../recipe.ts';
import { milliseconds } from '../recipe-values.ts';

export const nodeHttpAgentRecipes: ProductRecipes = {
  product: 'node-http-agent',
  title: 'Node.js http.Agent',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'http.Agent timeout',
      language: 'js',
      snippet: (valueS) =>
        `const agent = new http.Agent({ keepAlive: true, timeout: ${milliseconds(valueS)} });`,
      tested: true,
      notes:
        'Milliseconds; https.Agent takes the same. Pass it as http.get(url, { agent }). Without timeout a free socket waits until the server closes it.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'http.Agent keepAlive',
      language: 'js',
      snippet: () => 'const agent = new http.Agent({ keepAlive: false });',
      tested: true,
    },
    {
      purpose: 'retry',
      setting: 'request.reusedSocket',
      language: 'js',
      snippet: () => `function get(url, options, onResponse) {
  const request = http.get(url, options, onResponse);
  request.on('error', (error) => {
    if (request.reusedSocket && error.code === 'ECONNRESET') get(url, options, onResponse);
    else options.onError(error);
  });
}`,
      tested: true,
      notes:
        'reusedSocket is true only for a kept connection, so a fresh one ends the repetition. For idempotent requests.',
    },
    {
      purpose: 'tcp-keepalive',
      setting: 'http.Agent keepAliveMsecs',
      language: 'js',
      snippet: (valueS) =>
        `const agent = new http.Agent({ keepAlive: true, keepAliveMsecs: ${milliseconds(valueS)} });`,
      tested: true,
    },
    {
      purpose: 'response-timeout',
      setting: 'request.setTimeout',
      language: 'js',
      snippet: (valueS) =>
        `request.setTimeout(${milliseconds(valueS)}, () => request.destroy(new Error('no response in time')));`,
      tested: true,
    },
    {
      purpose: 'print-current',
      setting: 'agent.options',
      language: 'js',
      snippet: () =>
        'console.log(agent.keepAlive, agent.keepAliveMsecs, agent.options.timeout, agent.maxFreeSockets);',
      tested: true,
    },
  ],
};
