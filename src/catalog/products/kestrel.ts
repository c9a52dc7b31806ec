/** Kestrel (ASP.NET Core), application server. */
import type { Product } from '../timeout-fact.ts';

export const kestrel: Product = {
  id: 'kestrel',
  title: 'Kestrel (ASP.NET Core)',
  category: 'app-server',
  vendor: 'Microsoft',
  facts: [
    {
      id: 'kestrel.server.KeepAliveTimeout',
      role: 'server',
      setting: 'KestrelServerLimits.KeepAliveTimeout',
      kind: 'idle-keepalive',
      defaultS: 130,
      sinceVersion: '6',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax:
          'builder.WebHost.ConfigureKestrel(o => o.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(130));',
        file: 'Program.cs',
      },
      source:
        'https://learn.microsoft.com/en-us/dotnet/api/microsoft.aspnetcore.server.kestrel.core.kestrelserverlimits.keepalivetimeout',
      notes:
        "Raised from 2 minutes to stay above the old pool idle timeout of .NET's own client (dotnet/runtime#52267). Not enforced while a debugger is attached.",
    },
    {
      id: 'kestrel.server.KeepAliveTimeout.old',
      role: 'server',
      setting: 'KestrelServerLimits.KeepAliveTimeout',
      kind: 'idle-keepalive',
      defaultS: 120,
      untilVersion: '5',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'webBuilder.ConfigureKestrel(o => o.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(120));',
        file: 'Program.cs or appsettings.json',
      },
      source:
        'https://learn.microsoft.com/en-us/dotnet/api/microsoft.aspnetcore.server.kestrel.kestrelserverlimits.keepalivetimeout',
      notes: '2 minutes in documentation and source up to ASP.NET Core 5.',
    },
    {
      id: 'kestrel.server.RequestHeadersTimeout',
      role: 'server',
      setting: 'KestrelServerLimits.RequestHeadersTimeout',
      kind: 'request-header',
      defaultS: 30,
      onExpiry: '408',
      basis: 'inferred',
      howToSet: {
        syntax:
          'builder.WebHost.ConfigureKestrel(o => o.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(30));',
        file: 'Program.cs',
      },
      source:
        'https://learn.microsoft.com/en-us/dotnet/api/microsoft.aspnetcore.server.kestrel.core.kestrelserverlimits.requestheaderstimeout',
    },
    {
      id: 'kestrel.server.MinRequestBodyDataRate',
      role: 'server',
      setting: 'KestrelServerLimits.MinRequestBodyDataRate',
      kind: 'request-body',
      defaultS: 5,
      onExpiry: '408',
      basis: 'inferred',
      howToSet: {
        syntax: 'o.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));',
        file: 'Program.cs',
      },
      source:
        'https://learn.microsoft.com/en-us/dotnet/api/microsoft.aspnetcore.server.kestrel.core.kestrelserverlimits.minrequestbodydatarate',
      notes: '240 bytes/s after a 5 s grace period.',
    },
    {
      id: 'kestrel.server.MinResponseDataRate',
      role: 'server',
      setting: 'KestrelServerLimits.MinResponseDataRate',
      kind: 'write',
      defaultS: 5,
      onExpiry: 'rst',
      basis: 'documented',
      howToSet: { syntax: 'o.Limits.MinResponseDataRate = null;', file: 'Program.cs' },
      source:
        'https://learn.microsoft.com/en-us/dotnet/api/microsoft.aspnetcore.server.kestrel.core.kestrelserverlimits.minresponsedatarate',
      notes:
        '240 bytes/s after a 5 s grace period; the connection is aborted when a write does not finish in time.',
    },
  ],
};
