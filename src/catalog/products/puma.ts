/** Puma, application server. */
import type { Product } from '../timeout-fact.ts';

export const puma: Product = {
  id: 'puma',
  title: 'Puma',
  category: 'app-server',
  vendor: 'Puma',
  facts: [
    {
      id: 'puma.server.persistent_timeout',
      role: 'server',
      setting: 'persistent_timeout',
      kind: 'idle-keepalive',
      defaultS: 20,
      untilVersion: '6',
      onExpiry: 'fin',
      basis: 'measured',
      howToSet: { syntax: 'persistent_timeout 65', file: 'config/puma.rb' },
      source:
        'https://github.com/puma/puma/blob/00f5061ff1ddd3d9f927f62caea8e7da86709c51/lib/puma/configuration.rb',
      notes: 'Puma 7 raised it to 65 s, see puma.server.persistent_timeout.v7. Measured with Puma 5.6.5.',
    },
    {
      id: 'puma.server.first_data_timeout',
      role: 'server',
      setting: 'first_data_timeout',
      kind: 'request-header',
      defaultS: 30,
      onExpiry: '408',
      basis: 'inferred',
      howToSet: { syntax: 'first_data_timeout 30', file: 'config/puma.rb' },
      source:
        'https://github.com/puma/puma/blob/00f5061ff1ddd3d9f927f62caea8e7da86709c51/lib/puma/configuration.rb',
    },
    {
      id: 'puma.server.max_fast_inline',
      role: 'server',
      setting: 'max_fast_inline',
      kind: 'max-requests',
      defaultS: null,
      noDefault: 'not-a-duration',
      defaultValue: 10,
      unit: 'count',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'max_fast_inline 10', file: 'config/puma.rb' },
      source:
        'https://github.com/puma/puma/blob/00f5061ff1ddd3d9f927f62caea8e7da86709c51/lib/puma/configuration.rb',
      notes: 'Requests served inline before going back to the reactor (not a close limit by default).',
      auxiliary: true,
    },
    {
      id: 'puma.server.persistent_timeout.v7',
      role: 'server',
      setting: 'persistent_timeout',
      kind: 'idle-keepalive',
      defaultS: 65,
      sinceVersion: '7.0.0',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'persistent_timeout 95  # or PUMA_PERSISTENT_TIMEOUT=95', file: 'config/puma.rb' },
      source: 'https://github.com/puma/puma/pull/3378',
      notes:
        'Raised from 20 to stay above the AWS ALB (60) and Heroku (55). PUMA_PERSISTENT_TIMEOUT in the environment sets it too (7.0.0 to 7.0.2 crash on it).',
      unverified: true,
    },
  ],
};
