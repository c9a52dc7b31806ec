/** .NET HttpClient, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const dotnet: Product = {
  id: 'dotnet',
  title: '.NET HttpClient',
  category: 'http-client',
  vendor: 'Microsoft',
  facts: [
    {
      id: 'dotnet.client.PooledConnectionIdleTimeout',
      role: 'client',
      setting: 'SocketsHttpHandler.PooledConnectionIdleTimeout',
      kind: 'idle-keepalive',
      defaultS: 60,
      sinceVersion: '6',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4) }',
        file: 'client code',
      },
      source:
        'https://learn.microsoft.com/en-us/dotnet/api/system.net.http.socketshttphandler.pooledconnectionidletimeout',
      notes: '1 minute in .NET 6+; 2 minutes before.',
    },
    {
      id: 'dotnet.client.PooledConnectionIdleTimeout.old',
      role: 'client',
      setting: 'SocketsHttpHandler.PooledConnectionIdleTimeout',
      kind: 'idle-keepalive',
      defaultS: 120,
      untilVersion: '5',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4) }',
        file: 'client code',
      },
      source:
        'https://learn.microsoft.com/en-us/dotnet/api/system.net.http.socketshttphandler.pooledconnectionidletimeout',
      notes: '2 minutes in .NET Core 2.1-3.1 and .NET 5.',
    },
    {
      id: 'dotnet.client.PooledConnectionLifetime',
      role: 'client',
      setting: 'SocketsHttpHandler.PooledConnectionLifetime',
      kind: 'connection-age',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(15) }',
        file: 'client code',
      },
      source:
        'https://learn.microsoft.com/en-us/dotnet/api/system.net.http.socketshttphandler.pooledconnectionlifetime',
      notes: 'Infinite.',
    },
    {
      id: 'dotnet.client.ConnectTimeout',
      role: 'client',
      setting: 'SocketsHttpHandler.ConnectTimeout',
      kind: 'connect',
      defaultS: null,
      noDefault: 'falls-back',
      fallsBackTo: 'operating system SYN retries',
      howToSet: {
        syntax: 'new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) }',
        file: 'client code',
      },
      source:
        'https://learn.microsoft.com/en-us/dotnet/api/system.net.http.socketshttphandler.connecttimeout',
      notes: 'Infinite; OS SYN retries decide.',
    },
    {
      id: 'dotnet.client.KeepAlivePingDelay',
      role: 'client',
      setting: 'SocketsHttpHandler.KeepAlivePingDelay',
      kind: 'tcp-keepalive',
      defaultS: null,
      noDefault: 'disabled',
      sinceVersion: '5',
      howToSet: {
        syntax:
          'new SocketsHttpHandler { KeepAlivePingDelay = TimeSpan.FromSeconds(60), KeepAlivePingTimeout = TimeSpan.FromSeconds(30) }',
        file: 'client code',
      },
      source:
        'https://learn.microsoft.com/en-us/dotnet/api/system.net.http.socketshttphandler.keepalivepingdelay',
      notes: 'HTTP/2 PING: off by default; KeepAlivePingTimeout 20 s, policy Always.',
    },
    {
      id: 'dotnet.client.Timeout',
      role: 'client',
      setting: 'HttpClient.Timeout',
      kind: 'response-read',
      defaultS: 100,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'httpClient.Timeout = TimeSpan.FromSeconds(100);', file: 'client code' },
      source: 'https://learn.microsoft.com/en-us/dotnet/api/system.net.http.httpclient.timeout',
      notes: '100 s, whole operation.',
      unverified: true,
    },
    {
      id: 'dotnet.client.HandlerLifetime',
      role: 'client',
      setting: 'IHttpClientBuilder.SetHandlerLifetime',
      kind: 'connection-age',
      defaultS: 120,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'services.AddHttpClient("x").SetHandlerLifetime(TimeSpan.FromMinutes(2));',
        file: 'client code',
      },
      source:
        'https://learn.microsoft.com/en-us/dotnet/api/microsoft.extensions.dependencyinjection.httpclientbuilderextensions.sethandlerlifetime',
      notes: 'IHttpClientFactory handler rotation, 2 minutes.',
      unverified: true,
    },
  ],
};
