/** Traefik, proxy: values from docs and pkg/config of traefik at fd5a576 (v3, July 2026). */
import type { Product } from '../timeout-fact.ts';

export const traefik: Product = {
  id: 'traefik',
  title: 'Traefik',
  category: 'proxy',
  vendor: 'Traefik Labs',
  facts: [
    {
      id: 'traefik.server.idleTimeout',
      role: 'server',
      setting: 'entryPoints.<name>.transport.respondingTimeouts.idleTimeout',
      kind: 'idle-keepalive',
      defaultS: 180,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `entryPoints:
  websecure:
    transport:
      respondingTimeouts:
        idleTimeout: 180s`,
        file: 'traefik.yml (static, entryPoints)',
      },
      source: 'https://doc.traefik.io/traefik/reference/install-configuration/entrypoints/',
    },
    {
      id: 'traefik.server.readTimeout',
      role: 'server',
      setting: 'entryPoints.<name>.transport.respondingTimeouts.readTimeout',
      kind: 'request-body',
      defaultS: 60,
      sinceVersion: '3.0',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `entryPoints:
  websecure:
    transport:
      respondingTimeouts:
        readTimeout: 60s`,
        file: 'traefik.yml (static, entryPoints)',
      },
      source: 'https://doc.traefik.io/traefik/reference/install-configuration/entrypoints/',
      notes: 'Whole request incl. body; long uploads > 60 s are cut. Was 0 (none) in v2 before 2.11.2/3.0.',
    },
    {
      id: 'traefik.server.writeTimeout',
      role: 'server',
      setting: 'entryPoints.<name>.transport.respondingTimeouts.writeTimeout',
      kind: 'write',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `entryPoints:
  websecure:
    transport:
      respondingTimeouts:
        writeTimeout: 0s`,
        file: 'traefik.yml (static, entryPoints)',
      },
      source: 'https://doc.traefik.io/traefik/reference/install-configuration/entrypoints/',
      notes: '0 = none.',
    },
    {
      id: 'traefik.server.keepAliveMaxRequests',
      role: 'server',
      setting: 'entryPoints.<name>.transport.keepAliveMaxRequests',
      kind: 'max-requests',
      defaultS: null,
      noDefault: 'not-a-duration',
      defaultValue: 0,
      unit: 'count',
      onExpiry: 'goaway',
      basis: 'documented',
      howToSet: {
        syntax: `entryPoints:
  websecure:
    transport:
      keepAliveMaxRequests: 1000`,
        file: 'traefik.yml (static, entryPoints)',
      },
      source: 'https://doc.traefik.io/traefik/reference/install-configuration/entrypoints/',
      notes: '0 = no limit. HTTP/1: Connection: close on the response; HTTP/2: GOAWAY.',
    },
    {
      id: 'traefik.server.keepAliveMaxTime',
      role: 'server',
      setting: 'entryPoints.<name>.transport.keepAliveMaxTime',
      kind: 'connection-age',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'goaway',
      basis: 'documented',
      howToSet: {
        syntax: `entryPoints:
  websecure:
    transport:
      keepAliveMaxTime: 1h`,
        file: 'traefik.yml (static, entryPoints)',
      },
      source: 'https://doc.traefik.io/traefik/reference/install-configuration/entrypoints/',
      notes: '0 = no limit.',
    },
    {
      id: 'traefik.server.graceTimeOut',
      role: 'server',
      setting: 'entryPoints.<name>.transport.lifeCycle.graceTimeOut',
      kind: 'connection-age',
      defaultS: 10,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `entryPoints:
  websecure:
    transport:
      lifeCycle:
        graceTimeOut: 10s`,
        file: 'traefik.yml (static, entryPoints)',
      },
      source: 'https://doc.traefik.io/traefik/reference/install-configuration/entrypoints/',
      notes: 'Shutdown only.',
    },
    {
      id: 'traefik.client.idleConnTimeout',
      role: 'client',
      setting: 'serversTransport.forwardingTimeouts.idleConnTimeout',
      kind: 'idle-keepalive',
      defaultS: 90,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `http:
  serversTransports:
    short:
      forwardingTimeouts:
        idleConnTimeout: 4s`,
        file: 'dynamic config (http.serversTransports)',
      },
      source:
        'https://doc.traefik.io/traefik/reference/routing-configuration/http/load-balancing/serverstransport/',
    },
    {
      id: 'traefik.client.dialTimeout',
      role: 'client',
      setting: 'serversTransport.forwardingTimeouts.dialTimeout',
      kind: 'connect',
      defaultS: 30,
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax: `http:
  serversTransports:
    t:
      forwardingTimeouts:
        dialTimeout: 5s`,
        file: 'dynamic config (http.serversTransports)',
      },
      source:
        'https://doc.traefik.io/traefik/reference/routing-configuration/http/load-balancing/serverstransport/',
    },
    {
      id: 'traefik.client.responseHeaderTimeout',
      role: 'client',
      setting: 'serversTransport.forwardingTimeouts.responseHeaderTimeout',
      kind: 'response-read',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: '504',
      basis: 'inferred',
      howToSet: {
        syntax: `http:
  serversTransports:
    t:
      forwardingTimeouts:
        responseHeaderTimeout: 30s`,
        file: 'dynamic config (http.serversTransports)',
      },
      source:
        'https://doc.traefik.io/traefik/reference/routing-configuration/http/load-balancing/serverstransport/',
      notes: '0 = none.',
    },
    {
      id: 'traefik.client.readIdleTimeout',
      role: 'client',
      setting: 'serversTransport.forwardingTimeouts.readIdleTimeout',
      kind: 'tcp-keepalive',
      defaultS: null,
      noDefault: 'disabled',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `http:
  serversTransports:
    t:
      forwardingTimeouts:
        readIdleTimeout: 30s`,
        file: 'dynamic config (http.serversTransports)',
      },
      source:
        'https://doc.traefik.io/traefik/reference/routing-configuration/http/load-balancing/serverstransport/',
      notes: 'HTTP/2 PING health check; 0 = off.',
    },
    {
      id: 'traefik.client.pingTimeout',
      role: 'client',
      setting: 'serversTransport.forwardingTimeouts.pingTimeout',
      kind: 'tcp-keepalive',
      defaultS: 15,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `http:
  serversTransports:
    t:
      forwardingTimeouts:
        pingTimeout: 15s`,
        file: 'dynamic config (http.serversTransports)',
      },
      source:
        'https://doc.traefik.io/traefik/reference/routing-configuration/http/load-balancing/serverstransport/',
    },
    {
      id: 'traefik.tcp.dialKeepAlive',
      role: 'client',
      setting: 'tcp.serversTransports.<name>.dialKeepAlive',
      kind: 'tcp-keepalive',
      defaultS: 15,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: {
        syntax: `tcp:
  serversTransports:
    t:
      dialKeepAlive: 15s`,
        file: 'dynamic config (tcp.serversTransports)',
      },
      source: 'https://doc.traefik.io/traefik/reference/routing-configuration/tcp/serverstransport/',
    },
    {
      id: 'traefik.tcp.terminationDelay',
      role: 'middlebox',
      setting: 'tcp.serversTransports.<name>.terminationDelay',
      kind: 'half-close',
      defaultS: 0.1,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `tcp:
  serversTransports:
    t:
      terminationDelay: 100ms`,
        file: 'dynamic config (tcp.serversTransports)',
      },
      source: 'https://doc.traefik.io/traefik/reference/routing-configuration/tcp/serverstransport/',
      notes:
        'After one side FINs, the other side has 100 ms before full close: breaks protocols that rely on half-close.',
    },
  ],
};
