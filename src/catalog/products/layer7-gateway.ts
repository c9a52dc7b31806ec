/** Broadcom Layer7 API Gateway, API gateway. */
import type { Product } from '../timeout-fact.ts';

export const layer7Gateway: Product = {
  id: 'layer7-gateway',
  title: 'Broadcom Layer7 API Gateway',
  category: 'api-gateway',
  vendor: 'Broadcom (CA)',
  facts: [
    {
      id: 'layer7.server.connectionTimeout',
      role: 'server',
      setting: 'listen port advanced property connectionTimeout',
      kind: 'request-header',
      defaultS: 60,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'connectionTimeout = 60000',
        file: 'Policy Manager > Manage Listen Ports > Advanced',
      },
      source:
        'https://community.broadcom.com/enterprisesoftware/viewdocument/?DocumentKey=76791520-346b-4cba-8372-12a659a863fa',
      notes: 'Inbound: closes after 60 s without a first packet; then a separate read timeout applies.',
      secondarySource: true,
    },
    {
      id: 'layer7.server.keepAliveTimeout',
      role: 'server',
      setting: 'listen port advanced property keepAliveTimeout',
      kind: 'idle-keepalive',
      defaultS: 60,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'keepAliveTimeout = 65000',
        file: 'Policy Manager > Manage Listen Ports > Advanced',
      },
      source:
        'https://knowledge.broadcom.com/external/article/12713/tcp-keepalives-on-ca-api-gateway-applian.html',
      notes:
        'In milliseconds. No default is documented; the listener is based on Tomcat, so unset should mean connectionTimeout (60 s).',
      unverified: true,
    },
    {
      id: 'layer7.server.maxKeepAliveRequests',
      role: 'server',
      setting: 'listen port advanced property maxKeepAliveRequests',
      kind: 'max-requests',
      defaultS: null,
      noDefault: 'not-a-duration',
      defaultValue: 100,
      unit: 'count',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'maxKeepAliveRequests = 100',
        file: 'Policy Manager > Manage Listen Ports > Advanced',
      },
      source:
        'https://knowledge.broadcom.com/external/article/12713/tcp-keepalives-on-ca-api-gateway-applian.html',
      notes: "No default is documented; Tomcat's is assumed.",
      unverified: true,
    },
    {
      id: 'layer7.client.httpConnectionIdleTimeout',
      role: 'client',
      setting: 'io.httpConnectionIdleTimeout (cluster-wide property)',
      kind: 'idle-keepalive',
      defaultS: 5,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'io.httpConnectionIdleTimeout = 3500ms',
        file: 'Cluster-Wide Properties (restart needed)',
      },
      source:
        'https://knowledge.broadcom.com/external/article/273383/http-keep-alive-for-http-routing-asserti.html',
      notes:
        "A vendor article changes it 'from 5s'; whether 5 s is the shipped default is not stated. Cleaned up lazily: the close is 0.5 to 3 s late unless io.httpConnectionIdleInterval is lowered too (1s), so 5 s against a Node.js or Apache httpd backend (5 s) resets.",
      disputed: true,
      unverified: true,
      onWireS: 8,
    },
    {
      id: 'layer7.client.httpConnectionIdleInterval',
      role: 'client',
      setting: 'io.httpConnectionIdleInterval (cluster-wide property)',
      kind: 'idle-keepalive',
      defaultS: null,
      noDefault: 'unknown',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'io.httpConnectionIdleInterval = 1s',
        file: 'Cluster-Wide Properties (restart needed)',
      },
      source:
        'https://knowledge.broadcom.com/external/article/273383/http-keep-alive-for-http-routing-asserti.html',
      notes: 'How often idle connections are looked for; no default is documented.',
    },
    {
      id: 'layer7.client.httpDisableKeepAlive',
      role: 'client',
      setting: 'io.httpDisableKeepAlive (cluster-wide property)',
      kind: 'idle-keepalive',
      defaultS: null,
      noDefault: 'not-a-duration',
      defaultValue: 'false',
      unit: 'toggle',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'io.httpDisableKeepAlive = true', file: 'Cluster-Wide Properties' },
      source:
        'https://knowledge.broadcom.com/external/article/12713/tcp-keepalives-on-ca-api-gateway-applian.html',
      notes: 'Default false: keep-alive on; can also be unticked per Route via HTTP(S) assertion.',
    },
  ],
};
