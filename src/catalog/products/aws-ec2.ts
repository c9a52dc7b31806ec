/** AWS EC2 connection tracking, firewall. */
import type { Product } from '../timeout-fact.ts';

export const awsEc2: Product = {
  id: 'aws-ec2',
  title: 'AWS EC2 connection tracking',
  category: 'firewall',
  vendor: 'AWS',
  facts: [
    {
      id: 'aws_ec2.conntrack.tcp_established',
      role: 'middlebox',
      setting: 'ConnectionTrackingSpecification.TcpEstablishedTimeout',
      kind: 'flow-idle',
      defaultS: 432000,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: {
        syntax:
          'aws ec2 modify-network-interface-attribute --network-interface-id $ENI --connection-tracking-specification TcpEstablishedTimeout=600',
        file: 'ENI attribute',
      },
      source:
        'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ConnectionTrackingConfiguration.html',
      notes: '432000 s (5 days) on every instance type except Nitro v6.',
    },
    {
      id: 'aws_ec2.conntrack.tcp_established.nitro_v6',
      role: 'middlebox',
      setting: 'ConnectionTrackingSpecification.TcpEstablishedTimeout (Nitro v6)',
      kind: 'flow-idle',
      defaultS: 350,
      onExpiry: 'silent',
      basis: 'documented',
      howToSet: {
        syntax:
          'aws ec2 modify-network-interface-attribute --network-interface-id $ENI --connection-tracking-specification TcpEstablishedTimeout=3600',
        file: 'ENI attribute',
      },
      source:
        'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ConnectionTrackingConfiguration.html',
      notes:
        'Nitro v6 instance types (except P6e-GB200) drop the state silently, before an NLB with a longer idle timeout closes: moving to one can start killing idle pooled connections.',
    },
    {
      id: 'aws_ec2.conntrack.udp',
      role: 'middlebox',
      setting: 'ConnectionTrackingSpecification.UdpTimeout',
      kind: 'flow-idle',
      defaultS: 30,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: {
        syntax:
          'aws ec2 modify-network-interface-attribute --network-interface-id $ENI --connection-tracking-specification UdpTimeout=60',
        file: 'ENI attribute',
      },
      source:
        'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ConnectionTrackingConfiguration.html',
      notes: 'UdpStreamTimeout 180 s.',
      auxiliary: true,
    },
  ],
};
