/** WEBrick, application server. */
import type { Product } from '../timeout-fact.ts';

export const webrick: Product = {
  id: 'webrick',
  title: 'WEBrick',
  category: 'app-server',
  vendor: 'Ruby',
  facts: [
    {
      id: 'webrick.server.RequestTimeout',
      role: 'server',
      setting: ':RequestTimeout',
      kind: 'request-header',
      defaultS: 30,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'WEBrick::HTTPServer.new(RequestTimeout: 30)', file: 'server code' },
      source: 'https://github.com/ruby/webrick/blob/master/lib/webrick/config.rb',
      notes: 'Also the wait for the next request on a persistent connection.',
    },
    {
      id: 'webrick.server.keepalive',
      role: 'server',
      setting: ':RequestTimeout (next request)',
      kind: 'idle-keepalive',
      defaultS: 30,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'WEBrick::HTTPServer.new(RequestTimeout: 75)', file: 'server code' },
      source: 'https://github.com/ruby/webrick/blob/master/lib/webrick/httpserver.rb',
      notes: 'The same timer while waiting for the next request.',
      unverified: true,
    },
  ],
};
