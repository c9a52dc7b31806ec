/** Akamai, content delivery network. */
import type { Product } from '../timeout-fact.ts';

export const akamai: Product = {
  id: 'akamai',
  title: 'Akamai',
  category: 'cdn',
  vendor: 'Akamai',
  facts: [
    {
      id: 'akamai.client.read_timeout',
      role: 'client',
      setting: 'Read timeout (First Byte Timeout)',
      kind: 'response-read',
      defaultS: 120,
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax: '"name": "readTimeout", "options": {"value": "120s"}',
        file: 'Property Manager rule',
      },
      source: 'https://techdocs.akamai.com/property-mgr/docs/timeout',
      unverified: true,
    },
    {
      id: 'akamai.client.connect_timeout',
      role: 'client',
      setting: 'Connect timeout',
      kind: 'connect',
      defaultS: 5,
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax: '"name": "connectTimeout", "options": {"value": "5s"}',
        file: 'Property Manager rule',
      },
      source: 'https://techdocs.akamai.com/property-mgr/docs/timeout',
      unverified: true,
    },
    {
      id: 'akamai.client.pconn_timeout',
      role: 'client',
      setting: 'Origin persistent connection (PCONN) timeout',
      kind: 'idle-keepalive',
      defaultS: 300,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: '"name": "persistentConnection", "options": {"timeout": "300s"}',
        file: 'Property Manager rule',
      },
      source: 'https://techdocs.akamai.com/property-mgr/docs/timeout',
      notes: "300 to 301 s are commonly quoted. Longer than most origins' keep-alive.",
      unverified: true,
    },
  ],
};
