/** Recipes for HAProxy, towards its clients and towards its servers. */
import type { ProductRecipes } from '../recipe.ts';
import { wholeSecondsUp, withUnit } from '../recipe-values.ts';

export const haproxyRecipes: ProductRecipes = {
  product: 'haproxy',
  title: 'HAProxy',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      side: 'server',
      setting: 'timeout http-keep-alive',
      language: 'haproxy',
      snippet: (valueS) => `defaults
    mode http
    timeout http-keep-alive ${withUnit(valueS)}`,
      tested: true,
      notes: 'Unset, timeout http-request applies between two requests, then timeout client.',
    },
    {
      purpose: 'idle-timeout-client',
      side: 'client',
      setting: 'pool-purge-delay',
      language: 'haproxy',
      snippet: (valueS) => `backend app
    http-reuse safe
    server app1 10.0.0.5:8080 pool-purge-delay ${withUnit(valueS)}`,
      tested: true,
      notes:
        'Not a strict limit: each time it passes, half of the idle server connections are closed, and one that belongs to an open client connection is not. To be certain, option http-server-close.',
    },
    {
      purpose: 'disable-keepalive',
      side: 'client',
      setting: 'option http-server-close',
      language: 'haproxy',
      snippet: () => `backend app
    option http-server-close`,
      tested: true,
      notes: 'Closes towards the server after each response and keeps the client connection.',
    },
    {
      purpose: 'disable-keepalive',
      setting: 'option httpclose',
      language: 'haproxy',
      snippet: () => `defaults
    mode http
    option httpclose`,
      tested: true,
      notes: 'On both sides.',
    },
    {
      purpose: 'retry',
      side: 'client',
      setting: 'retry-on',
      language: 'haproxy',
      snippet: () => `backend app
    retries 2
    retry-on conn-failure empty-response
    http-request disable-l7-retry unless METH_GET`,
      tested: true,
      notes: 'Since 2.0. METH_GET is GET and HEAD; without the last line POST would be sent twice.',
    },
    {
      purpose: 'tcp-keepalive',
      side: 'server',
      setting: 'option clitcpka',
      language: 'haproxy',
      snippet: (valueS) => `defaults
    option clitcpka
    clitcpka-idle ${wholeSecondsUp(valueS)}s
    clitcpka-intvl 10s
    clitcpka-cnt 3`,
      tested: true,
      notes: 'The times need 2.3; before, those of the operating system apply.',
    },
    {
      purpose: 'tcp-keepalive',
      side: 'client',
      setting: 'option srvtcpka',
      language: 'haproxy',
      snippet: (valueS) => `backend app
    option srvtcpka
    srvtcpka-idle ${wholeSecondsUp(valueS)}s
    srvtcpka-intvl 10s
    srvtcpka-cnt 3`,
      tested: true,
      notes: 'The times need 2.3; before, those of the operating system apply.',
    },
    {
      purpose: 'response-timeout',
      side: 'client',
      setting: 'timeout server',
      language: 'haproxy',
      snippet: (valueS) => `backend app
    timeout server ${withUnit(valueS)}`,
      tested: true,
    },
    {
      purpose: 'print-current',
      setting: 'configuration',
      language: 'sh',
      snippet: () =>
        "grep -nE 'timeout|http-reuse|pool-|tcpka|httpclose|http-server-close' /etc/haproxy/haproxy.cfg",
      tested: true,
      notes: 'A section inherits from the defaults section above it.',
    },
  ],
};
