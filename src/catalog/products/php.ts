/** PHP, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const php: Product = {
  id: 'php',
  title: 'PHP',
  category: 'http-client',
  vendor: 'PHP',
  facts: [
    {
      id: 'php_curl.MAXAGE_CONN',
      title: 'PHP cURL (Guzzle)',
      role: 'client',
      setting: 'CURLOPT_MAXAGE_CONN',
      kind: 'idle-keepalive',
      defaultS: 118,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: "new GuzzleHttp\\Client(['curl' => [CURLOPT_MAXAGE_CONN => 4]])",
        file: 'client code',
      },
      source: 'https://curl.se/libcurl/c/CURLOPT_MAXAGE_CONN.html',
      notes:
        "libcurl's 118 s, inside one PHP process. Guzzle's own timeout and connect_timeout are 0 = wait for ever.",
    },
    {
      id: 'php.client.default_socket_timeout',
      title: 'PHP streams',
      role: 'client',
      setting: 'default_socket_timeout',
      kind: 'response-read',
      defaultS: 60,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'default_socket_timeout = 60', file: 'php.ini' },
      source: 'https://www.php.net/manual/en/filesystem.configuration.php#ini.default-socket-timeout',
      unverified: true,
    },
    {
      id: 'php.server.builtin',
      title: 'PHP built-in web server',
      role: 'server',
      setting: '(none)',
      kind: 'idle-keepalive',
      defaultS: 0,
      defaultValue: 'Connection: close',
      onExpiry: 'fin',
      basis: 'inferred',
      source: 'https://www.php.net/manual/en/features.commandline.webserver.php',
      notes: 'Development only, not configurable: answers with Connection: close.',
      unverified: true,
    },
  ],
};
