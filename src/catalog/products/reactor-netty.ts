/** reactor-netty, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const reactorNetty: Product = {
  id: 'reactor-netty',
  title: 'reactor-netty',
  category: 'http-client',
  vendor: 'VMware/Project Reactor',
  facts: [
    {
      id: 'reactor_netty.client.maxIdleTime',
      role: 'client',
      setting: 'ConnectionProvider.builder().maxIdleTime',
      kind: 'idle-keepalive',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax:
          'HttpClient.create(ConnectionProvider.builder("p").maxIdleTime(Duration.ofSeconds(4)).build())',
        file: 'client code',
      },
      source:
        'https://projectreactor.io/docs/netty/release/reference/http-client.html#connection-pool-timeout',
      notes:
        "Unset: idle connections never expire on the client side, so every server with a finite keep-alive closes first ('Connection prematurely closed BEFORE response').",
    },
    {
      id: 'reactor_netty.client.maxLifeTime',
      role: 'client',
      setting: 'ConnectionProvider.builder().maxLifeTime',
      kind: 'connection-age',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'ConnectionProvider.builder("p").maxLifeTime(Duration.ofMinutes(5)).build()',
        file: 'client code',
      },
      source:
        'https://projectreactor.io/docs/netty/release/reference/http-client.html#connection-pool-timeout',
      notes: 'Not specified.',
    },
    {
      id: 'reactor_netty.client.pendingAcquireTimeout',
      role: 'client',
      setting: 'ConnectionProvider.builder().pendingAcquireTimeout',
      kind: 'connect',
      defaultS: 45,
      howToSet: {
        syntax: 'ConnectionProvider.builder("p").pendingAcquireTimeout(Duration.ofSeconds(45)).build()',
        file: 'client code',
      },
      source:
        'https://projectreactor.io/docs/netty/release/reference/http-client.html#connection-pool-timeout',
      notes: 'Pool wait, not a TCP timer.',
    },
    {
      id: 'reactor_netty.server.idleTimeout',
      title: 'reactor-netty HttpServer (Spring WebFlux)',
      role: 'server',
      setting: 'HttpServer.idleTimeout / server.netty.idle-timeout',
      kind: 'idle-keepalive',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'server.netty.idle-timeout=75s', file: 'application.properties' },
      source: 'https://github.com/reactor/reactor-netty/commit/2479ff5db5329d9be03b6e8388f2db6a4a249136',
      notes: 'Not specified = infinite; docs advise always setting it.',
    },
  ],
};
