/** Recipes for curl and libcurl. */
import type { ProductRecipes } from '../recipe.ts';
import { seconds, wholeSecondsDown, wholeSecondsUp } from '../recipe-values.ts';

export const curlRecipes: ProductRecipes = {
  product: 'curl',
  title: 'curl (libcurl)',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'CURLOPT_MAXAGE_CONN',
      language: 'c',
      snippet: (valueS) => `curl_easy_setopt(handle, CURLOPT_MAXAGE_CONN, ${wholeSecondsDown(valueS)}L);`,
      tested: false,
      notes: 'libcurl 7.65. The command-line tool keeps connections only within one run.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'Connection: close',
      language: 'sh',
      snippet: () => "curl -H 'Connection: close' http://api.example.com/",
      tested: true,
      notes: 'libcurl: CURLOPT_FORBID_REUSE.',
    },
    {
      purpose: 'retry',
      setting: '--retry',
      language: 'sh',
      snippet: () => 'curl --retry 1 --retry-all-errors http://api.example.com/',
      tested: true,
      notes:
        'Since 7.71; for idempotent requests, as it repeats whatever it is given. libcurl by itself sends a request, even a POST, again when a reused connection fails before a response byte; CURLOPT_FRESH_CONNECT prevents that.',
    },
    {
      purpose: 'tcp-keepalive',
      setting: '--keepalive-time',
      language: 'sh',
      snippet: (valueS) => `curl --keepalive-time ${wholeSecondsUp(valueS)} http://api.example.com/`,
      tested: true,
      notes: 'libcurl: CURLOPT_TCP_KEEPALIVE, CURLOPT_TCP_KEEPIDLE, CURLOPT_TCP_KEEPINTVL; off unless set.',
    },
    {
      purpose: 'response-timeout',
      setting: '--max-time',
      language: 'sh',
      snippet: (valueS) => `curl --max-time ${seconds(valueS)} http://api.example.com/`,
      tested: true,
    },
    {
      purpose: 'print-current',
      setting: '--verbose',
      language: 'sh',
      snippet: () =>
        'curl --verbose http://api.example.com/ http://api.example.com/ 2>&1 | grep -i connection',
      tested: true,
      notes: 'Says "Re-using existing connection" where it did.',
    },
  ],
};
