/** Recipes for Apache httpd 2.4: the server itself and mod_proxy towards a backend. */
import type { ProductRecipes } from '../recipe.ts';
import { count, wholeSecondsDown, wholeSecondsUp, withUnit } from '../recipe-values.ts';

export const apacheHttpdRecipes: ProductRecipes = {
  product: 'apache-httpd',
  title: 'Apache httpd',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      side: 'server',
      setting: 'KeepAliveTimeout',
      language: 'apache',
      snippet: (valueS) => `KeepAliveTimeout ${withUnit(valueS).replace(/(\d)s$/, '$1')}`,
      tested: true,
      notes: 'With name-based virtual hosts, the value of the first one of an address applies to all.',
    },
    {
      purpose: 'idle-timeout-client',
      side: 'client',
      setting: 'ProxyPass ttl=',
      language: 'apache',
      snippet: (valueS) => `ProxyPass "/" "http://10.0.0.5:8080/" ttl=${wholeSecondsDown(valueS)}`,
      tested: true,
    },
    {
      purpose: 'disable-keepalive',
      side: 'server',
      setting: 'KeepAlive',
      language: 'apache',
      snippet: () => 'KeepAlive Off',
      tested: true,
    },
    {
      purpose: 'disable-keepalive',
      side: 'client',
      setting: 'ProxyPass disablereuse=',
      language: 'apache',
      snippet: () => 'ProxyPass "/" "http://10.0.0.5:8080/" disablereuse=On',
      tested: true,
    },
    {
      purpose: 'retry',
      side: 'client',
      setting: 'proxy-initial-not-pooled',
      language: 'apache',
      snippet: () => 'SetEnv proxy-initial-not-pooled 1',
      tested: true,
      notes:
        'mod_proxy does not retry by itself. With this, the first request of each client connection goes out on a fresh backend connection, which the race cannot hit.',
    },
    {
      purpose: 'tcp-keepalive',
      side: 'client',
      setting: 'ProxyPass keepalive=',
      language: 'apache',
      snippet: () => 'ProxyPass "/" "http://10.0.0.5:8080/" keepalive=On',
      tested: true,
      notes: 'The times are those of the operating system (net.ipv4.tcp_keepalive_time).',
    },
    {
      purpose: 'response-timeout',
      side: 'client',
      setting: 'ProxyTimeout',
      language: 'apache',
      snippet: (valueS) => `ProxyTimeout ${wholeSecondsUp(valueS)}`,
      tested: true,
    },
    {
      purpose: 'request-limit',
      side: 'server',
      setting: 'MaxKeepAliveRequests',
      language: 'apache',
      snippet: (value) => `MaxKeepAliveRequests ${count(value - 1)}`,
      tested: true,
      notes:
        'Apache httpd does not count the first request of a connection, so it is one less than wanted; 0 means no limit.',
    },
    {
      purpose: 'print-current',
      setting: 'configuration',
      language: 'sh',
      snippet: () =>
        "grep -RniE '^\\s*(KeepAlive|MaxKeepAlive|TimeOut|ProxyTimeout|ProxyPass|RequestReadTimeout)' /etc/apache2 /etc/httpd 2>/dev/null",
      tested: true,
    },
  ],
};
