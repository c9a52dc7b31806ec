/** AWS Network Firewall, firewall. */
import type { Product } from '../timeout-fact.ts';

export const awsNetworkFirewall: Product = {
  id: 'aws-network-firewall',
  title: 'AWS Network Firewall',
  category: 'firewall',
  vendor: 'AWS',
  facts: [
    {
      id: 'aws_networkfirewall.tcp_idle',
      role: 'middlebox',
      setting: 'FlowTimeouts.TcpIdleTimeoutSeconds',
      kind: 'flow-idle',
      defaultS: 350,
      onExpiry: 'silent',
      basis: 'documented',
      howToSet: {
        syntax:
          'aws network-firewall update-firewall-policy --firewall-policy \'{"StatefulEngineOptions":{"FlowTimeouts":{"TcpIdleTimeoutSeconds":350}}}\' ...',
        file: 'firewall policy',
      },
      source: 'https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_FlowTimeouts.html',
      notes: '60-6000 s. After expiry data packets are dropped; TCP keepalives reset it (documented).',
    },
  ],
};
