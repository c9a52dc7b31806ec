/** AWS Global Accelerator, load balancer. */
import type { Product } from '../timeout-fact.ts';

export const awsGlobalAccelerator: Product = {
  id: 'aws-global-accelerator',
  title: 'AWS Global Accelerator',
  category: 'load-balancer',
  vendor: 'AWS',
  facts: [
    {
      id: 'aws_globalaccelerator.tcp_idle',
      role: 'middlebox',
      setting: '(fixed)',
      kind: 'flow-idle',
      defaultS: 340,
      source: 'https://docs.aws.amazon.com/global-accelerator/latest/dg/introduction-how-it-works.html',
      notes: 'Not configurable. 340 s for TCP, 30 s for UDP. Sources disagree (one says 90 s).',
      disputed: true,
      unverified: true,
    },
  ],
};
