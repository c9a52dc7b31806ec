/** Citrix NetScaler ADC, load balancer. */
import type { Product } from '../timeout-fact.ts';

export const netscaler: Product = {
  id: 'netscaler',
  title: 'Citrix NetScaler ADC',
  category: 'load-balancer',
  vendor: 'Cloud Software Group',
  facts: [
    {
      id: 'netscaler.cltTimeout.http',
      role: 'server',
      setting: 'lb vserver -cltTimeout (HTTP/SSL)',
      kind: 'idle-keepalive',
      defaultS: 180,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: { syntax: 'set lb vserver vs -cltTimeout 180', file: 'CLI / NITRO' },
      source:
        'https://support.citrix.com/external/article/137362/netscaler-client-virtual-server-and-serv.html',
      notes: 'Takes precedence over the global ns timeout.',
      unverified: true,
    },
    {
      id: 'netscaler.svrTimeout.http',
      role: 'client',
      setting: 'service -svrTimeout (HTTP/SSL)',
      kind: 'idle-keepalive',
      defaultS: 360,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: { syntax: 'set service svc -svrTimeout 4', file: 'CLI / NITRO' },
      source:
        'https://support.citrix.com/external/article/137362/netscaler-client-virtual-server-and-serv.html',
      notes: "Longer than most backends' keep-alive.",
      unverified: true,
    },
    {
      id: 'netscaler.tcp_idle',
      role: 'middlebox',
      setting: 'ns timeout -tcpServer / TCP vserver cltTimeout',
      kind: 'flow-idle',
      defaultS: 9000,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: { syntax: 'set ns timeout -tcpServer 9000', file: 'CLI / NITRO' },
      source:
        'https://docs.netscaler.com/en-us/citrix-adc/13/citrix-adc-support-for-telecom-service-providers/NS_TCP_optimization/ns_tcp_opt_faqs.html',
      notes: '0 in the NITRO reference means the default of the service type, 9000 for TCP.',
    },
    {
      id: 'netscaler.halfclose',
      role: 'middlebox',
      setting: 'ns timeout -halfclose',
      kind: 'half-close',
      defaultS: 10,
      onExpiry: 'rst',
      basis: 'documented',
      howToSet: { syntax: 'set ns timeout -halfclose 10', file: 'CLI / NITRO' },
      source:
        'https://docs.netscaler.com/en-us/citrix-adc/13/citrix-adc-support-for-telecom-service-providers/NS_TCP_optimization/ns_tcp_opt_faqs.html',
      notes: '1 to 600 s; then the zombie state, whose clean-up sends RST to both sides (documented).',
    },
    {
      id: 'netscaler.halfopen',
      role: 'middlebox',
      setting: '(hard-coded) half-open',
      kind: 'connect',
      defaultS: 120,
      onExpiry: 'rst',
      basis: 'inferred',
      source:
        'https://docs.netscaler.com/en-us/citrix-adc/13/citrix-adc-support-for-telecom-service-providers/NS_TCP_optimization/ns_tcp_opt_faqs.html',
      notes: 'Not configurable.',
    },
    {
      id: 'netscaler.zombie',
      role: 'middlebox',
      setting: 'ns timeout -zombie',
      kind: 'flow-idle',
      defaultS: 120,
      onExpiry: 'rst',
      basis: 'documented',
      howToSet: { syntax: 'set ns timeout -zombie 120', file: 'CLI / NITRO' },
      source:
        'https://developer-docs.citrix.com/projects/citrix-adc-nitro-api-reference/en/latest/configuration/ns/nstimeout/',
      notes: 'Cleanup interval for inactive connections.',
      auxiliary: true,
    },
  ],
};
