/** Cisco ASA, firewall. */
import type { Product } from '../timeout-fact.ts';

export const ciscoAsa: Product = {
  id: 'cisco-asa',
  title: 'Cisco ASA',
  category: 'firewall',
  vendor: 'Cisco',
  facts: [
    {
      id: 'cisco_asa.conn',
      role: 'middlebox',
      setting: 'timeout conn / set connection timeout idle',
      kind: 'flow-idle',
      defaultS: 3600,
      onExpiry: 'silent',
      basis: 'documented',
      howToSet: {
        syntax: `timeout conn 1:00:00
! per class:
set connection timeout idle 1:00:00 reset`,
        file: 'ASA CLI',
      },
      source:
        'https://www.cisco.com/c/en/us/support/docs/security/secure-firewall-asa/222075-configure-connection-timeout-for-specifi.html',
      notes: 'Silent by default; the reset keyword sends RST to both ends (documented).',
    },
    {
      id: 'cisco_asa.half_closed',
      role: 'middlebox',
      setting: 'timeout half-closed',
      kind: 'half-close',
      defaultS: 600,
      onExpiry: 'silent',
      basis: 'documented',
      howToSet: { syntax: 'timeout half-closed 0:10:00', file: 'ASA CLI' },
      source:
        'https://www.cisco.com/c/en/us/support/docs/security/secure-firewall-asa/222075-configure-connection-timeout-for-specifi.html',
      notes: 'No reset is sent for half-closed connections (documented).',
    },
    {
      id: 'cisco_asa.embryonic',
      role: 'middlebox',
      setting: 'set connection timeout embryonic',
      kind: 'connect',
      defaultS: 30,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: { syntax: 'set connection timeout embryonic 0:00:30', file: 'ASA CLI' },
      source:
        'https://www.cisco.com/c/en/us/support/docs/security/secure-firewall-asa/222075-configure-connection-timeout-for-specifi.html',
    },
    {
      id: 'cisco_asa.udp',
      role: 'middlebox',
      setting: 'timeout udp',
      kind: 'flow-idle',
      defaultS: 120,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: { syntax: 'timeout udp 0:02:00', file: 'ASA CLI' },
      source:
        'https://www.cisco.com/c/en/us/support/docs/security/secure-firewall-asa/222075-configure-connection-timeout-for-specifi.html',
      auxiliary: true,
    },
    {
      id: 'cisco_asa.dcd',
      role: 'middlebox',
      setting: 'set connection timeout dcd',
      kind: 'tcp-keepalive',
      defaultS: 15,
      howToSet: { syntax: 'set connection timeout dcd 0:00:15 5', file: 'ASA CLI' },
      source:
        'https://www.cisco.com/c/en/us/support/docs/security/secure-firewall-asa/222075-configure-connection-timeout-for-specifi.html',
      notes: 'Dead connection detection is off unless configured; retry 15 s x 5.',
    },
  ],
};
