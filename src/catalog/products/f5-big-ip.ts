/** F5 BIG-IP, load balancer. */
import type { Product } from '../timeout-fact.ts';

export const f5BigIp: Product = {
  id: 'f5-big-ip',
  title: 'F5 BIG-IP',
  category: 'load-balancer',
  vendor: 'F5',
  facts: [
    {
      id: 'f5_bigip.fastl4.idleTimeout',
      role: 'middlebox',
      setting: 'ltm profile fastl4 idle-timeout (AS3 L4_Profile.idleTimeout)',
      kind: 'flow-idle',
      defaultS: 300,
      onExpiry: 'rst',
      basis: 'documented',
      howToSet: {
        syntax: 'tmsh modify ltm profile fastl4 fastL4 idle-timeout 300 reset-on-timeout enabled',
        file: 'tmsh / AS3',
      },
      source:
        'https://clouddocs.f5.com/products/extensions/f5-appsvcs-extension/latest/refguide/schemaref/L4_Profile.schema.json.html',
      notes:
        'reset-on-timeout is on by default: RST to both peers at expiry (documented). The classic cause of resets after five idle minutes.',
    },
    {
      id: 'f5_bigip.fastl4.resetOnTimeout',
      role: 'middlebox',
      setting: 'fastl4 reset-on-timeout',
      kind: 'flow-idle',
      defaultS: null,
      noDefault: 'not-a-duration',
      defaultValue: 'enabled',
      unit: 'toggle',
      onExpiry: 'rst',
      basis: 'documented',
      howToSet: {
        syntax: 'tmsh modify ltm profile fastl4 fastL4 reset-on-timeout disabled',
        file: 'tmsh / AS3',
      },
      source:
        'https://clouddocs.f5.com/products/extensions/f5-appsvcs-extension/latest/refguide/schemaref/L4_Profile.schema.json.html',
      notes: 'Enabled by default.',
    },
    {
      id: 'f5_bigip.fastl4.keepAliveInterval',
      role: 'middlebox',
      setting: 'fastl4 keep-alive-interval',
      kind: 'tcp-keepalive',
      defaultS: null,
      noDefault: 'disabled',
      howToSet: {
        syntax: 'tmsh modify ltm profile fastl4 fastL4 keep-alive-interval 1800',
        file: 'tmsh / AS3',
      },
      source:
        'https://clouddocs.f5.com/products/extensions/f5-appsvcs-extension/latest/refguide/schemaref/L4_Profile.schema.json.html',
      notes: '0 = disabled.',
    },
    {
      id: 'f5_bigip.fastl4.clientTimeout',
      role: 'middlebox',
      setting: 'fastl4 client-timeout (late binding)',
      kind: 'request-header',
      defaultS: 30,
      howToSet: { syntax: 'tmsh modify ltm profile fastl4 fastL4 client-timeout 30', file: 'tmsh / AS3' },
      source:
        'https://clouddocs.f5.com/products/extensions/f5-appsvcs-extension/latest/refguide/schemaref/L4_Profile.schema.json.html',
    },
    {
      id: 'f5_bigip.tcp.idle_timeout',
      role: 'middlebox',
      setting: 'ltm profile tcp idle-timeout',
      kind: 'flow-idle',
      defaultS: 300,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: { syntax: 'tmsh modify ltm profile tcp tcp idle-timeout 300', file: 'tmsh / AS3' },
      source:
        'https://www.explaintopic.com/networking/f5-tcp-idle-timeout-issues-in-production-environments-1765837549.html',
      notes: 'reset-on-timeout is on for the tcp profile too.',
      secondarySource: true,
    },
    {
      id: 'f5_bigip.tcp.close_wait_timeout',
      role: 'middlebox',
      setting: 'ltm profile tcp close-wait-timeout',
      kind: 'half-close',
      defaultS: 5,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: { syntax: 'tmsh modify ltm profile tcp tcp close-wait-timeout 5', file: 'tmsh / AS3' },
      source:
        'https://clouddocs.f5.com/products/extensions/f5-appsvcs-extension/latest/refguide/schemaref/TCP_Profile.schema.json.html',
      notes: 'In LAST-ACK and CLOSE-WAIT.',
    },
    {
      id: 'f5_bigip.tcp.keep_alive_interval',
      role: 'middlebox',
      setting: 'ltm profile tcp keep-alive-interval',
      kind: 'tcp-keepalive',
      defaultS: 1800,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: { syntax: 'tmsh modify ltm profile tcp tcp keep-alive-interval 300', file: 'tmsh / AS3' },
      source:
        'https://clouddocs.f5.com/products/extensions/f5-appsvcs-extension/latest/refguide/schemaref/TCP_Profile.schema.json.html',
      notes: 'Longer than the 300 s idle timeout, so by default it never helps.',
      unverified: true,
    },
    {
      id: 'f5_bigip.oneconnect.max_age',
      role: 'client',
      setting: 'ltm profile one-connect max-age',
      kind: 'connection-age',
      defaultS: 86400,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: 'tmsh modify ltm profile one-connect oneconnect max-age 86400', file: 'tmsh' },
      source: 'https://techdocs.f5.com/',
      notes: 'The idle override is disabled by default.',
      unverified: true,
    },
  ],
};
