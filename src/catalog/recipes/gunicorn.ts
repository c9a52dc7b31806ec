/** Recipes for gunicorn: gunicorn.conf.py. The sync worker never keeps a connection. */
import type { ProductRecipes } from '../recipe.ts';
import { wholeSecondsUp } from '../recipe-values.ts';

export const gunicornRecipes: ProductRecipes = {
  product: 'gunicorn',
  title: 'gunicorn',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      setting: 'keepalive',
      language: 'python',
      snippet: (valueS) => `worker_class = "gthread"
keepalive = ${wholeSecondsUp(valueS)}`,
      tested: true,
      notes: 'The sync worker (the default) ignores it and closes after each response.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'keepalive',
      language: 'python',
      snippet: () => 'keepalive = 0',
      tested: true,
    },
    {
      purpose: 'response-timeout',
      setting: 'timeout',
      language: 'python',
      snippet: (valueS) => `timeout = ${wholeSecondsUp(valueS)}
graceful_timeout = ${wholeSecondsUp(valueS)}`,
      tested: false,
      notes:
        'A sync worker that works on one request for longer is killed, and the request ends without a response.',
    },
    {
      purpose: 'print-current',
      setting: '--print-config',
      language: 'sh',
      snippet: () =>
        "gunicorn --print-config app:app | grep -E '^(worker_class|keepalive|timeout|graceful_timeout|max_requests)'",
      tested: true,
      notes: 'Since 20.0; with the same options as the running server.',
    },
  ],
};
