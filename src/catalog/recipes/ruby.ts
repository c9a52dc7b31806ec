/** Recipes for Ruby's Net::HTTP. */
import type { ProductRecipes } from '../recipe.ts';
import { seconds } from '../recipe-values.ts';

export const rubyRecipes: ProductRecipes = {
  product: 'ruby',
  title: 'Ruby Net::HTTP',
  recipes: [
    {
      purpose: 'idle-timeout-client',
      setting: 'Net::HTTP#keep_alive_timeout',
      language: 'ruby',
      snippet: (valueS) => `http = Net::HTTP.new(uri.host, uri.port)
http.keep_alive_timeout = ${seconds(valueS)}
http.start`,
      tested: true,
      notes: 'Looked at when the next request is made: an older connection is closed and opened anew.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'Connection: close',
      language: 'ruby',
      snippet: () => "request['Connection'] = 'close'",
      tested: true,
      notes: 'Net::HTTP.get and friends never keep a connection.',
    },
    {
      purpose: 'retry',
      setting: 'Net::HTTP#max_retries',
      language: 'ruby',
      snippet: () => 'http.max_retries = 1',
      tested: true,
      notes: 'The default; idempotent methods only. Since Ruby 2.5.',
    },
    {
      purpose: 'response-timeout',
      setting: 'Net::HTTP#read_timeout',
      language: 'ruby',
      snippet: (valueS) => `http.read_timeout = ${seconds(valueS)}`,
      tested: true,
    },
    {
      purpose: 'print-current',
      setting: 'Net::HTTP',
      language: 'ruby',
      snippet: () => 'p http.keep_alive_timeout, http.read_timeout, http.open_timeout, http.max_retries',
      tested: true,
    },
  ],
};
