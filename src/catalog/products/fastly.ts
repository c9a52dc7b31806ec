/** Fastly, content delivery network. */
import type { Product } from '../timeout-fact.ts';

export const fastly: Product = {
  id: 'fastly',
  title: 'Fastly',
  category: 'cdn',
  vendor: 'Fastly',
  facts: [
    {
      id: 'fastly.client.first_byte_timeout',
      role: 'client',
      setting: 'first_byte_timeout',
      kind: 'response-read',
      defaultS: 15,
      howToSet: {
        syntax:
          'curl -X PUT https://api.fastly.com/service/$S/version/$V/backend/$B -d first_byte_timeout=15000',
        file: 'backend object',
      },
      source:
        'https://www.fastly.com/documentation/reference/vcl/variables/backend-connection/bereq-first-byte-timeout',
      notes:
        "0 to 600 s; the client gets 503 'first byte timeout'. Capped at 60 s between nodes with clustering.",
    },
    {
      id: 'fastly.client.between_bytes_timeout',
      role: 'client',
      setting: 'between_bytes_timeout',
      kind: 'response-read',
      defaultS: 10,
      onExpiry: 'fin',
      basis: 'documented',
      howToSet: {
        syntax:
          'curl -X PUT https://api.fastly.com/service/$S/version/$V/backend/$B -d between_bytes_timeout=10000',
        file: 'backend object',
      },
      source: 'https://www.fastly.com/documentation/reference/api/services/backend/',
      notes:
        'Expiry ends the fetch and treats the response as complete: truncated bodies. Fixed at 60 s inside Fastly (clustering, shielding).',
      unverified: true,
    },
    {
      id: 'fastly.client.connect_timeout',
      role: 'client',
      setting: 'connect_timeout',
      kind: 'connect',
      defaultS: 1,
      howToSet: {
        syntax: 'curl -X PUT https://api.fastly.com/service/$S/version/$V/backend/$B -d connect_timeout=1000',
        file: 'backend object',
      },
      source: 'https://www.fastly.com/documentation/reference/api/services/backend/',
      notes: 'Exceeded: 503.',
      unverified: true,
    },
  ],
};
