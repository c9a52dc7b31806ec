/** AWS NLB, load balancer. */
import type { Product } from '../timeout-fact.ts';

export const awsNlb: Product = {
  id: 'aws-nlb',
  title: 'AWS NLB',
  category: 'load-balancer',
  vendor: 'AWS',
  facts: [
    {
      id: 'aws_nlb.tcp_idle',
      role: 'middlebox',
      setting: 'tcp.idle_timeout.seconds',
      kind: 'flow-idle',
      defaultS: 350,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: {
        syntax:
          'aws elbv2 modify-listener-attributes --listener-arn $L --attributes Key=tcp.idle_timeout.seconds,Value=350',
        file: 'listener attribute',
      },
      source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html',
      notes:
        '60 to 6000 s since September 2024, fixed at 350 s before. The state is dropped at expiry; data sent later is answered with RST.',
    },
    {
      id: 'aws_nlb.tls_idle',
      role: 'middlebox',
      setting: '(fixed, TLS listeners)',
      kind: 'flow-idle',
      defaultS: 350,
      onExpiry: 'rst',
      basis: 'inferred',
      source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html',
      notes: 'TLS listeners: not configurable.',
    },
    {
      id: 'aws_nlb.udp_idle',
      role: 'middlebox',
      setting: '(fixed, UDP)',
      kind: 'flow-idle',
      defaultS: 120,
      onExpiry: 'silent',
      basis: 'inferred',
      source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html',
      notes: 'Not configurable.',
      unverified: true,
      auxiliary: true,
    },
  ],
};
