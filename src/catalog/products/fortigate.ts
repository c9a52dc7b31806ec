/** Fortinet FortiGate, firewall. */
import type { Product } from '../timeout-fact.ts';

export const fortigate: Product = {
  id: 'fortigate',
  title: 'Fortinet FortiGate',
  category: 'firewall',
  vendor: 'Fortinet',
  facts: [
    {
      id: 'fortigate.session_ttl',
      role: 'middlebox',
      setting: 'config system session-ttl / default',
      kind: 'flow-idle',
      defaultS: 3600,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: {
        syntax: `config system session-ttl
  set default 3600
end`,
        file: 'FortiOS CLI',
      },
      source:
        'https://community.fortinet.com/t5/FortiGate/Technical-Tip-Default-session-timeout-value-session-ttl/ta-p/194357',
      notes:
        '300 to 2764800 s; session-ttl of a policy overrides it. Dropped silently unless the policy sets timeout-send-rst.',
    },
    {
      id: 'fortigate.halfclose',
      role: 'middlebox',
      setting: 'config system global / tcp-halfclose-timer',
      kind: 'half-close',
      defaultS: 120,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: {
        syntax: `config system global
  set tcp-halfclose-timer 120
end`,
        file: 'FortiOS CLI',
      },
      source: 'https://docs.fortinet.com/',
      unverified: true,
    },
    {
      id: 'fortigate.halfopen',
      role: 'middlebox',
      setting: 'config system global / tcp-halfopen-timer',
      kind: 'connect',
      defaultS: 10,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: {
        syntax: `config system global
  set tcp-halfopen-timer 10
end`,
        file: 'FortiOS CLI',
      },
      source: 'https://docs.fortinet.com/',
      unverified: true,
    },
  ],
};
