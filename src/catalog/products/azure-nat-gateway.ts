/** Azure NAT Gateway, network address translation. */
import type { Product } from '../timeout-fact.ts';

export const azureNatGateway: Product = {
  id: 'azure-nat-gateway',
  title: 'Azure NAT Gateway',
  category: 'nat',
  vendor: 'Microsoft',
  facts: [
    {
      id: 'azure_natgw.tcp_idle',
      role: 'middlebox',
      setting: 'idleTimeoutInMinutes',
      kind: 'flow-idle',
      defaultS: 240,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: {
        syntax: 'az network nat gateway update -g rg -n nat --idle-timeout 10',
        file: 'NAT gateway',
      },
      source: 'https://learn.microsoft.com/en-us/azure/nat-gateway/nat-gateway-resource',
      notes:
        '4 to 120 minutes; later packets get RST. A SNAT port is held for 65 s after FIN, 16 s after RST.',
    },
    {
      id: 'azure_natgw.udp_idle',
      role: 'middlebox',
      setting: '(fixed, UDP)',
      kind: 'flow-idle',
      defaultS: 240,
      onExpiry: 'silent',
      basis: 'inferred',
      source: 'https://learn.microsoft.com/en-us/azure/nat-gateway/nat-gateway-resource',
      notes: 'Not configurable.',
      auxiliary: true,
    },
    {
      id: 'azure_natgw.half_open',
      role: 'middlebox',
      setting: '(fixed) TCP half open',
      kind: 'connect',
      defaultS: 30,
      onExpiry: 'silent',
      basis: 'inferred',
      source: 'https://learn.microsoft.com/en-us/azure/nat-gateway/nat-gateway-resource',
      notes: 'Not configurable.',
    },
  ],
};
