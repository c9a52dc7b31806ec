/** Azure Load Balancer, load balancer. */
import type { Product } from '../timeout-fact.ts';

export const azureLb: Product = {
  id: 'azure-lb',
  title: 'Azure Load Balancer',
  category: 'load-balancer',
  vendor: 'Microsoft',
  facts: [
    {
      id: 'azure_lb.idle',
      role: 'middlebox',
      setting: 'idleTimeoutInMinutes',
      kind: 'flow-idle',
      defaultS: 240,
      onExpiry: 'silent',
      basis: 'documented',
      howToSet: {
        syntax:
          'az network lb rule update -g rg --lb-name lb -n rule --idle-timeout 15 --enable-tcp-reset true',
        file: 'LB rule / outbound rule',
      },
      source: 'https://learn.microsoft.com/en-us/azure/load-balancer/load-balancer-tcp-idle-timeout',
      notes:
        '4 to 100 minutes. By default the flow is dropped silently; with enableTcpReset both ends get RST (both documented).',
    },
    {
      id: 'azure_lb.idle.tcp_reset',
      role: 'middlebox',
      setting: 'enableTcpReset',
      kind: 'flow-idle',
      defaultS: 240,
      defaultValue: 'false',
      onExpiry: 'rst',
      basis: 'documented',
      howToSet: {
        syntax: 'az network lb rule update -g rg --lb-name lb -n rule --enable-tcp-reset true',
        file: 'LB rule',
      },
      source: 'https://learn.microsoft.com/en-us/azure/load-balancer/load-balancer-tcp-reset',
      notes: 'Off by default; when on, both ends get RST at idle expiry.',
    },
    {
      id: 'azure_aks_lb.outbound_idle',
      title: 'AKS outbound load balancer',
      role: 'middlebox',
      setting: 'loadBalancerProfile.idleTimeoutInMinutes',
      kind: 'flow-idle',
      defaultS: 1800,
      howToSet: { syntax: 'az aks update -g rg -n aks --load-balancer-idle-timeout 30', file: 'AKS cluster' },
      source: 'https://learn.microsoft.com/en-us/azure/aks/load-balancer-standard',
      notes: '4 to 120 minutes.',
    },
  ],
};
