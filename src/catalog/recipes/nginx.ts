/** Recipes for nginx, towards its clients and towards its upstreams. */
import type { ProductRecipes } from '../recipe.ts';
import { count, wholeSecondsUp, withUnit } from '../recipe-values.ts';

export const nginxRecipes: ProductRecipes = {
  product: 'nginx',
  title: 'nginx',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      side: 'server',
      setting: 'keepalive_timeout',
      language: 'nginx',
      snippet: (valueS) => `keepalive_timeout ${withUnit(valueS)};`,
      tested: true,
      notes: 'In http, server or location.',
    },
    {
      purpose: 'idle-timeout-client',
      side: 'client',
      setting: 'upstream { keepalive_timeout }',
      language: 'nginx',
      snippet: (valueS) => `upstream app {
    server 10.0.0.5:8080;
    keepalive 32;
    keepalive_timeout ${withUnit(valueS)};
}

server {
    location / {
        proxy_pass http://app;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
    }
}`,
      tested: true,
      notes:
        'keepalive_timeout in upstream needs nginx 1.15.3; it must stand after the load-balancing method.',
    },
    {
      purpose: 'disable-keepalive',
      side: 'server',
      setting: 'keepalive_timeout',
      language: 'nginx',
      snippet: () => 'keepalive_timeout 0;',
      tested: true,
    },
    {
      purpose: 'disable-keepalive',
      side: 'client',
      setting: 'proxy_set_header Connection',
      language: 'nginx',
      snippet: () => 'proxy_set_header Connection close;',
      tested: true,
      notes: 'The default before 1.29.7, where upstream connections were not kept unless configured.',
    },
    {
      purpose: 'retry',
      side: 'client',
      setting: 'proxy_next_upstream',
      language: 'nginx',
      snippet: () => `proxy_next_upstream error timeout;
proxy_next_upstream_tries 2;`,
      tested: true,
      notes:
        'Never add non_idempotent: POST, LOCK and PATCH would be sent twice. A request that fails on a kept upstream connection is tried again even with a single server.',
    },
    {
      purpose: 'tcp-keepalive',
      side: 'server',
      setting: 'listen ... so_keepalive',
      language: 'nginx',
      snippet: (valueS) => `listen 80 so_keepalive=${wholeSecondsUp(valueS)}s:10s:3;`,
      tested: true,
    },
    {
      purpose: 'tcp-keepalive',
      side: 'client',
      setting: 'proxy_socket_keepalive',
      language: 'nginx',
      snippet: () => 'proxy_socket_keepalive on;',
      tested: true,
      notes: 'Since 1.15.6. The times are those of the operating system (net.ipv4.tcp_keepalive_time).',
    },
    {
      purpose: 'response-timeout',
      side: 'client',
      setting: 'proxy_read_timeout',
      language: 'nginx',
      snippet: (valueS) => `proxy_read_timeout ${withUnit(valueS)};`,
      tested: true,
      notes: 'Between two reads from the upstream, not for the whole response.',
    },
    {
      purpose: 'request-limit',
      side: 'server',
      setting: 'keepalive_requests',
      language: 'nginx',
      snippet: (value) => `keepalive_requests ${count(value)};`,
      tested: true,
    },
    {
      purpose: 'print-current',
      setting: 'nginx -T',
      language: 'sh',
      snippet: () => "nginx -T 2>/dev/null | grep -nE 'keepalive|_timeout|proxy_http_version'",
      tested: true,
      notes: 'Prints what is configured; a setting that is absent has its default.',
    },
  ],
};
