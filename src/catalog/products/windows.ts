/** Windows TCP, operating system. */
import type { Product } from '../timeout-fact.ts';

export const windows: Product = {
  id: 'windows',
  title: 'Windows TCP',
  category: 'os',
  vendor: 'Microsoft',
  facts: [
    {
      id: 'windows.KeepAliveTime',
      role: 'os',
      setting: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\KeepAliveTime',
      kind: 'tcp-keepalive',
      defaultS: 7200,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: {
        syntax:
          'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters /v KeepAliveTime /t REG_DWORD /d 300000',
        file: 'registry',
      },
      source:
        'https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-TCP-KEEPALIVES-IDLE',
      secondarySource: true,
    },
    {
      id: 'windows.KeepAliveInterval',
      role: 'os',
      setting: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\KeepAliveInterval',
      kind: 'tcp-keepalive',
      defaultS: 1,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: {
        syntax:
          'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters /v KeepAliveInterval /t REG_DWORD /d 1000',
        file: 'registry',
      },
      source:
        'https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-TCP-KEEPALIVES-INTERVAL',
      notes: '10 probes, fixed since Windows Vista.',
      secondarySource: true,
    },
  ],
};
