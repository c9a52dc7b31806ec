/** Recipes for Traefik 2 and 3: entry points (static configuration) and servers transports (dynamic). */
import type { ProductRecipes } from '../recipe.ts';
import { count, withUnit } from '../recipe-values.ts';

export const traefikRecipes: ProductRecipes = {
  product: 'traefik',
  title: 'Traefik',
  recipes: [
    {
      purpose: 'idle-timeout-server',
      side: 'server',
      setting: 'entryPoints.<name>.transport.respondingTimeouts.idleTimeout',
      language: 'yaml',
      snippet: (valueS) => `entryPoints:
  websecure:
    address: ":443"
    transport:
      respondingTimeouts:
        idleTimeout: ${withUnit(valueS)}`,
      tested: false,
    },
    {
      purpose: 'idle-timeout-client',
      side: 'client',
      setting: 'serversTransports.<name>.forwardingTimeouts.idleConnTimeout',
      language: 'yaml',
      snippet: (valueS) =>
        transport(`forwardingTimeouts:
        idleConnTimeout: ${withUnit(valueS)}`),
      tested: false,
    },
    {
      purpose: 'disable-keepalive',
      side: 'client',
      setting: 'serversTransports.<name>.maxIdleConnsPerHost',
      language: 'yaml',
      snippet: () => transport('maxIdleConnsPerHost: -1'),
      tested: false,
    },
    {
      purpose: 'disable-keepalive',
      side: 'server',
      setting: 'entryPoints.<name>.transport.keepAliveMaxRequests',
      language: 'yaml',
      snippet: () => `entryPoints:
  websecure:
    address: ":443"
    transport:
      keepAliveMaxRequests: 1`,
      tested: false,
    },
    {
      purpose: 'retry',
      side: 'client',
      setting: 'middlewares.<name>.retry',
      language: 'yaml',
      snippet: () => `http:
  middlewares:
    again:
      retry:
        attempts: 2
        initialInterval: 100ms`,
      tested: false,
      notes:
        'Attach it only to routers of idempotent requests. Traefik itself already repeats GET and HEAD once where a kept connection turns out closed.',
    },
    {
      purpose: 'tcp-keepalive',
      side: 'client',
      setting: 'tcp.serversTransports.<name>.dialKeepAlive',
      language: 'yaml',
      snippet: (valueS) => `tcp:
  serversTransports:
    probing:
      dialKeepAlive: ${withUnit(valueS)}
  services:
    app:
      loadBalancer:
        serversTransport: probing
        servers:
        - address: "10.0.0.5:8080"`,
      tested: false,
      notes: 'For TCP routers. For HTTP routers the probes are on and fixed.',
    },
    {
      purpose: 'response-timeout',
      side: 'client',
      setting: 'serversTransports.<name>.forwardingTimeouts.responseHeaderTimeout',
      language: 'yaml',
      snippet: (valueS) =>
        transport(`forwardingTimeouts:
        responseHeaderTimeout: ${withUnit(valueS)}`),
      tested: false,
    },
    {
      purpose: 'request-limit',
      side: 'server',
      setting: 'entryPoints.<name>.transport.keepAliveMaxRequests',
      language: 'yaml',
      snippet: (value) => `entryPoints:
  websecure:
    address: ":443"
    transport:
      keepAliveMaxRequests: ${count(value)}`,
      tested: false,
    },
    {
      purpose: 'print-current',
      setting: 'API /api/entrypoints',
      language: 'sh',
      snippet: () => 'curl -s http://127.0.0.1:8080/api/entrypoints',
      tested: false,
      notes: 'Needs the API (api.insecure, or a router to api@internal).',
    },
  ],
};

function transport(options: string): string {
  return `http:
  serversTransports:
    app:
      ${options}
  services:
    app:
      loadBalancer:
        serversTransport: app
        servers:
        - url: "http://10.0.0.5:8080"`;
}
