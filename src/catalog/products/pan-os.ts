/** Palo Alto PAN-OS, firewall. */
import type { Product } from '../timeout-fact.ts';

export const panOs: Product = {
  id: 'pan-os',
  title: 'Palo Alto PAN-OS',
  category: 'firewall',
  vendor: 'Palo Alto Networks',
  facts: [
    {
      id: 'panos.tcp',
      role: 'middlebox',
      setting: 'session timeout-tcp',
      kind: 'flow-idle',
      defaultS: 3600,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: { syntax: 'set deviceconfig setting session timeout-tcp 3600', file: 'PAN-OS CLI' },
      source:
        'https://docs.paloaltonetworks.com/ngfw/networking/session-settings-and-timeouts/configure-session-timeouts/configure-session-timeouts-pan-os',
      notes:
        'The session is removed; later packets without SYN are dropped silently by default. Timeouts of an application override it.',
    },
    {
      id: 'panos.tcp_discard',
      role: 'middlebox',
      setting: 'session timeout-discard-tcp',
      kind: 'flow-idle',
      defaultS: 90,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: { syntax: 'set deviceconfig setting session timeout-discard-tcp 90', file: 'PAN-OS CLI' },
      source:
        'https://docs.paloaltonetworks.com/ngfw/networking/session-settings-and-timeouts/configure-session-timeouts/configure-session-timeouts-pan-os',
      notes: 'Denied sessions.',
      auxiliary: true,
    },
    {
      id: 'panos.tcp_half_closed',
      role: 'middlebox',
      setting: 'session timeout-tcp-half-closed',
      kind: 'half-close',
      defaultS: 120,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: {
        syntax: 'set deviceconfig setting session timeout-tcp-half-closed 120',
        file: 'PAN-OS CLI',
      },
      source:
        'https://docs.paloaltonetworks.com/pan-os/8-0/pan-os-web-interface-help/device/device-setup-session/session-timeouts.html',
      notes: 'After the first FIN.',
      secondarySource: true,
    },
    {
      id: 'panos.tcp_time_wait',
      role: 'middlebox',
      setting: 'session timeout-tcp-time-wait',
      kind: 'half-close',
      defaultS: 15,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: { syntax: 'set deviceconfig setting session timeout-tcp-time-wait 15', file: 'PAN-OS CLI' },
      source:
        'https://docs.paloaltonetworks.com/pan-os/8-0/pan-os-web-interface-help/device/device-setup-session/session-timeouts.html',
      notes: 'After the second FIN or a RST.',
    },
    {
      id: 'panos.tcp_handshake',
      role: 'middlebox',
      setting: 'session timeout-tcphandshake',
      kind: 'connect',
      defaultS: 10,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: { syntax: 'set deviceconfig setting session timeout-tcphandshake 10', file: 'PAN-OS CLI' },
      source:
        'https://docs.paloaltonetworks.com/pan-os/8-0/pan-os-web-interface-help/device/device-setup-session/session-timeouts.html',
      notes: 'From SYN-ACK to ACK; timeout-tcpinit is 5 s.',
    },
  ],
};
