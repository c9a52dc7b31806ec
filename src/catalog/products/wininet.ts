/** Internet Explorer (WinINet), browser. */
import type { Product } from '../timeout-fact.ts';

export const wininet: Product = {
  id: 'wininet',
  title: 'Internet Explorer (WinINet)',
  category: 'browser',
  vendor: 'Microsoft',
  facts: [
    {
      id: 'ie.keep_alive_timeout',
      role: 'client',
      setting: 'KeepAliveTimeout (registry)',
      kind: 'idle-keepalive',
      defaultS: 60,
      onExpiry: 'fin',
      basis: 'measured',
      howToSet: {
        syntax:
          'reg add "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings" /v KeepAliveTimeout /t REG_DWORD /d 60000',
        file: 'registry',
      },
      source: 'https://fastmail.com/blog/http-keep-alive-connection-timeouts',
      notes: "Measured with IE 9; nginx's documentation says the same.",
      secondarySource: true,
    },
  ],
};
