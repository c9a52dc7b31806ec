/** Chrome, browser. */
import type { Product } from '../timeout-fact.ts';

export const chrome: Product = {
  id: 'chrome',
  title: 'Chrome',
  category: 'browser',
  vendor: 'Google',
  facts: [
    {
      id: 'chrome.used_idle_socket_timeout',
      role: 'client',
      setting: 'used idle socket timeout (fixed)',
      kind: 'idle-keepalive',
      defaultS: 300,
      onExpiry: 'fin',
      basis: 'inferred',
      source:
        'https://github.com/chromium/chromium/blob/068d29106afcc2435307d2d2067a014a018d8ec7/net/socket/client_socket_pool.cc',
      notes: 'Not configurable. Sockets already used; preconnected sockets have 10 to 60 s.',
    },
    {
      id: 'chrome.tcp_keepalive',
      role: 'client',
      setting: 'TCP keep-alive (fixed)',
      kind: 'tcp-keepalive',
      defaultS: 45,
      onExpiry: 'rst',
      basis: 'measured',
      source: 'https://fastmail.com/blog/http-keep-alive-connection-timeouts',
      notes: 'Not configurable. Measured with Wireshark by Fastmail (Chrome 13).',
      secondarySource: true,
    },
  ],
};
