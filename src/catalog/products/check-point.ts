/** Check Point gateway, firewall. */
import type { Product } from '../timeout-fact.ts';

export const checkPoint: Product = {
  id: 'check-point',
  title: 'Check Point gateway',
  category: 'firewall',
  vendor: 'Check Point',
  facts: [
    {
      id: 'checkpoint.tcp_session',
      role: 'middlebox',
      setting: 'Global Properties > Stateful Inspection > TCP session timeout',
      kind: 'flow-idle',
      defaultS: 3600,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: {
        syntax: 'Global Properties > Stateful Inspection > TCP session timeout = 3600',
        file: 'SmartConsole',
      },
      source:
        'https://community.checkpoint.com/t5/General-Topics/Change-to-Global-Properties-Session-Timeout-Settings/m-p/248796',
      notes:
        "Idle time in the connections table. Later packets are dropped as 'out of state' unless a RST is configured.",
      unverified: true,
    },
    {
      id: 'checkpoint.tcp_end',
      role: 'middlebox',
      setting: 'TCP end timeout',
      kind: 'half-close',
      defaultS: 20,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: { syntax: 'TCP end timeout = 20', file: 'SmartConsole' },
      source:
        'https://community.checkpoint.com/t5/General-Topics/Change-to-Global-Properties-Session-Timeout-Settings/m-p/248796',
      notes: 'After FIN from both sides, or RST; 5 s in newer releases.',
      unverified: true,
    },
    {
      id: 'checkpoint.tcp_start',
      role: 'middlebox',
      setting: 'TCP start timeout',
      kind: 'connect',
      defaultS: 25,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: { syntax: 'TCP start timeout = 25', file: 'SmartConsole' },
      source:
        'https://community.checkpoint.com/t5/General-Topics/Change-to-Global-Properties-Session-Timeout-Settings/m-p/248796',
      unverified: true,
    },
  ],
};
