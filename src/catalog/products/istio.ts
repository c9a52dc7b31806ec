/** Istio, proxy. */
import type { Product } from '../timeout-fact.ts';

export const istio: Product = {
  id: 'istio',
  title: 'Istio',
  category: 'proxy',
  vendor: 'CNCF',
  facts: [
    {
      id: 'istio.client.idleTimeout',
      role: 'client',
      setting: 'DestinationRule trafficPolicy.connectionPool.http.idleTimeout',
      kind: 'idle-keepalive',
      defaultS: 3600,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `spec:
  trafficPolicy:
    connectionPool:
      http:
        idleTimeout: 4s`,
        file: 'DestinationRule',
      },
      source: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/',
      notes:
        'A Node.js backend at 5 s means 503 UC unless this is lowered or requests are retried. HTTP/2 connections are drained first.',
    },
    {
      id: 'istio.client.maxRequestsPerConnection',
      role: 'client',
      setting: 'DestinationRule trafficPolicy.connectionPool.http.maxRequestsPerConnection',
      kind: 'max-requests',
      defaultS: null,
      noDefault: 'not-a-duration',
      defaultValue: 0,
      unit: 'count',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `spec:
  trafficPolicy:
    connectionPool:
      http:
        maxRequestsPerConnection: 1`,
        file: 'DestinationRule',
      },
      source: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/',
      notes: '0 = unlimited; 1 disables keep-alive.',
    },
    {
      id: 'istio.client.connectTimeout',
      role: 'client',
      setting: 'DestinationRule trafficPolicy.connectionPool.tcp.connectTimeout',
      kind: 'connect',
      defaultS: 10,
      howToSet: {
        syntax: `spec:
  trafficPolicy:
    connectionPool:
      tcp:
        connectTimeout: 10s`,
        file: 'DestinationRule',
      },
      source: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/',
      notes: 'Mesh default.',
      unverified: true,
    },
    {
      id: 'istio.tcp.idleTimeout',
      role: 'middlebox',
      setting: 'DestinationRule trafficPolicy.connectionPool.tcp.idleTimeout',
      kind: 'flow-idle',
      defaultS: 3600,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `spec:
  trafficPolicy:
    connectionPool:
      tcp:
        idleTimeout: 1h`,
        file: 'DestinationRule',
      },
      source: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/',
      notes: "Inherits Envoy's tcp_proxy.",
      unverified: true,
    },
    {
      id: 'istio.client.route_timeout',
      role: 'client',
      setting: 'VirtualService http.timeout',
      kind: 'response-read',
      defaultS: null,
      noDefault: 'disabled',
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax: `spec:
  http:
  - timeout: 30s
    route: [...]`,
        file: 'VirtualService',
      },
      source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/',
      notes: 'Disabled by default (Envoy alone: 15 s).',
      unverified: true,
    },
  ],
};
