/** Firefox, browser. */
import type { Product } from '../timeout-fact.ts';

export const firefox: Product = {
  id: 'firefox',
  title: 'Firefox',
  category: 'browser',
  vendor: 'Mozilla',
  facts: [
    {
      id: 'firefox.keep_alive_timeout',
      role: 'client',
      setting: 'network.http.keep-alive.timeout',
      kind: 'idle-keepalive',
      defaultS: 115,
      onExpiry: 'fin',
      basis: 'measured',
      howToSet: {
        syntax: 'user_pref("network.http.keep-alive.timeout", 115);',
        file: 'about:config / user.js',
      },
      source: 'https://fastmail.com/blog/http-keep-alive-connection-timeouts',
      notes: 'Measured by Fastmail too; very old builds had 300 s.',
      secondarySource: true,
    },
    {
      id: 'firefox.response_timeout',
      role: 'client',
      setting: 'network.http.response.timeout',
      kind: 'response-read',
      defaultS: 300,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'user_pref("network.http.response.timeout", 300);',
        file: 'about:config / user.js',
      },
      source: 'https://searchfox.org/mozilla-central/source/modules/libpref/init/all.js',
      secondarySource: true,
    },
  ],
};
