/** macOS TCP, operating system. */
import type { Product } from '../timeout-fact.ts';

export const macos: Product = {
  id: 'macos',
  title: 'macOS TCP',
  category: 'os',
  vendor: 'Apple',
  facts: [
    {
      id: 'macos.keepidle',
      role: 'os',
      setting: 'net.inet.tcp.keepidle',
      kind: 'tcp-keepalive',
      defaultS: 7200,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: { syntax: 'sysctl -w net.inet.tcp.keepidle=120000', file: 'sysctl' },
      source: 'https://fb.playrf.ru/posts/tcp-keepalive-revisited.html',
      notes: 'The unit of the sysctl is milliseconds.',
      unverified: true,
    },
    {
      id: 'macos.keepintvl',
      role: 'os',
      setting: 'net.inet.tcp.keepintvl',
      kind: 'tcp-keepalive',
      defaultS: 75,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: { syntax: 'sysctl -w net.inet.tcp.keepintvl=15000', file: 'sysctl' },
      source: 'https://fb.playrf.ru/posts/tcp-keepalive-revisited.html',
      notes: '8 probes. The unit of the sysctl is milliseconds.',
      unverified: true,
    },
  ],
};
