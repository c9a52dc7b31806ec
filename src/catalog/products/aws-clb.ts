/** AWS Classic Load Balancer, load balancer. */
import type { Product } from '../timeout-fact.ts';

export const awsClb: Product = {
  id: 'aws-clb',
  title: 'AWS Classic Load Balancer',
  category: 'load-balancer',
  vendor: 'AWS',
  facts: [
    {
      id: 'aws_clb.server.idle',
      role: 'server',
      setting: 'ConnectionSettings.IdleTimeout',
      kind: 'idle-keepalive',
      defaultS: 60,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax:
          'aws elb modify-load-balancer-attributes --load-balancer-name lb --load-balancer-attributes \'{"ConnectionSettings":{"IdleTimeout":60}}\'',
        file: 'LB attribute (CLI/Terraform)',
      },
      source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/config-idle-timeout.html',
      notes:
        'Both front and back. Backend keep-alive must be greater. TCP keep-alive probes do not prevent it.',
    },
    {
      id: 'aws_clb.client.idle',
      role: 'client',
      setting: 'ConnectionSettings.IdleTimeout',
      kind: 'idle-keepalive',
      defaultS: 60,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax:
          'aws elb modify-load-balancer-attributes --load-balancer-name lb --load-balancer-attributes \'{"ConnectionSettings":{"IdleTimeout":60}}\'',
        file: 'LB attribute (CLI/Terraform)',
      },
      source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/config-idle-timeout.html',
    },
  ],
};
