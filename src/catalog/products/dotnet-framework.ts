/** .NET Framework ServicePoint, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const dotnetFramework: Product = {
  id: 'dotnet-framework',
  title: '.NET Framework ServicePoint',
  category: 'http-client',
  vendor: 'Microsoft',
  facts: [
    {
      id: 'dotnetfx.client.MaxServicePointIdleTime',
      role: 'client',
      setting: 'ServicePointManager.MaxServicePointIdleTime / ServicePoint.MaxIdleTime',
      kind: 'idle-keepalive',
      defaultS: 100,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'ServicePointManager.MaxServicePointIdleTime = 4000;',
        file: 'client code / app.config',
      },
      source:
        'https://learn.microsoft.com/en-us/dotnet/api/system.net.servicepointmanager.maxservicepointidletime',
      notes: '.NET Framework 1.1 had 900 s.',
    },
    {
      id: 'dotnetfx.client.ConnectionLeaseTimeout',
      role: 'client',
      setting: 'ServicePoint.ConnectionLeaseTimeout',
      kind: 'connection-age',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'ServicePointManager.FindServicePoint(uri).ConnectionLeaseTimeout = 60000;',
        file: 'client code / app.config',
      },
      source: 'https://learn.microsoft.com/en-us/dotnet/api/system.net.servicepoint.connectionleasetimeout',
      notes: '-1 = indefinitely; 0 closes after each request.',
    },
    {
      id: 'dotnetfx.client.SetTcpKeepAlive',
      role: 'client',
      setting: 'ServicePoint.SetTcpKeepAlive',
      kind: 'tcp-keepalive',
      defaultS: null,
      noDefault: 'disabled',
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: {
        syntax: 'ServicePointManager.SetTcpKeepAlive(true, 30000, 5000);',
        file: 'client code / app.config',
      },
      source: 'https://learn.microsoft.com/en-us/dotnet/api/system.net.servicepoint.settcpkeepalive',
      notes: 'Off by default.',
      unverified: true,
    },
  ],
};
