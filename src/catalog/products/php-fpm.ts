/** PHP-FPM, application server. */
import type { Product } from '../timeout-fact.ts';

export const phpFpm: Product = {
  id: 'php-fpm',
  title: 'PHP-FPM',
  category: 'app-server',
  vendor: 'PHP',
  facts: [
    {
      id: 'phpfpm.server.request_terminate_timeout',
      role: 'server',
      setting: 'request_terminate_timeout',
      kind: 'response-read',
      defaultS: null,
      noDefault: 'disabled',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'request_terminate_timeout = 30s', file: 'php-fpm pool .conf' },
      source: 'https://www.php.net/manual/en/install.fpm.configuration.php',
      notes:
        '0 = off. When it fires the worker is killed and nginx reports 502 (recv() failed, or upstream prematurely closed).',
    },
    {
      id: 'phpfpm.server.process_control_timeout',
      role: 'server',
      setting: 'process_control_timeout',
      kind: 'connection-age',
      defaultS: null,
      noDefault: 'disabled',
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: { syntax: 'process_control_timeout = 10s', file: 'php-fpm.conf' },
      source: 'https://www.php.net/manual/en/install.fpm.configuration.php',
      notes: '0 by default: on reload workers are killed at once, so in-flight requests get 502.',
    },
  ],
};
