/** AWS NAT Gateway, network address translation. */
import type { Product } from '../timeout-fact.ts';

export const awsNatGateway: Product = {
  id: 'aws-nat-gateway',
  title: 'AWS NAT Gateway',
  category: 'nat',
  vendor: 'AWS',
  facts: [
    {
      id: 'aws_natgw.tcp_idle',
      role: 'middlebox',
      setting: '(fixed)',
      kind: 'flow-idle',
      defaultS: 350,
      onExpiry: 'rst',
      basis: 'inferred',
      source: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html',
      notes:
        'Not configurable: TCP keep-alive must start below 350 s. Packets that try to continue get RST. Sources disagree (one says 60 s).',
      disputed: true,
      secondarySource: true,
    },
  ],
};
